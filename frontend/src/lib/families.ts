/** Families of event types as the map tells them apart: few enough that each has a colour of its own. */
export const FAMILIES = ['battle', 'remote_violence', 'violence_against_civilians', 'protest', 'riot', 'strategic', 'other'] as const;
export type Family = (typeof FAMILIES)[number];

export const familyOf = (group: string | undefined): Family => (FAMILIES as readonly string[]).includes(group ?? '') ? (group as Family) : 'other';
