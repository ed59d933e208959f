/** The parts of ECharts that the app draws with; the rest is left out of the build. */
import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use, type ComposeOption, type EChartsType } from 'echarts/core';
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers';
import type { BarSeriesOption, LineSeriesOption } from 'echarts/charts';
import type { GridComponentOption, LegendComponentOption, TooltipComponentOption } from 'echarts/components';
import { token } from './theme.svelte';

use([BarChart, LineChart, GridComponent, TooltipComponent, LegendComponent, AriaComponent, CanvasRenderer, SVGRenderer]);

export type Option = ComposeOption<BarSeriesOption | LineSeriesOption | GridComponentOption | LegendComponentOption | TooltipComponentOption>;
export { init, type EChartsType };

export interface Series {
  name: string;
  values: (number | null)[];
  color: string;
  /** Drawn as a line over the bars: what it is compared with. */
  line?: boolean;
  stack?: string;
}

export interface Drawn {
  labels: string[];
  series: Series[];
  /** Names on the left and bars to the right. */
  sideways?: boolean;
}

export function option({ labels, series, sideways = false }: Drawn): Option {
  const text = token('text');
  const muted = token('muted');
  const font = getComputedStyle(document.body).fontFamily;
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const fontSize = 0.75 * rem;
  const names = { type: 'category' as const, data: sideways ? [...labels].reverse() : labels, axisLine: { lineStyle: { color: token('line-strong') } }, axisTick: { show: false }, axisLabel: { color: sideways ? text : muted, fontFamily: font, fontSize, width: 10.6 * rem, overflow: 'truncate' as const, hideOverlap: true } };
  const numbers = { type: 'value' as const, minInterval: 1, splitLine: { lineStyle: { color: token('line') } }, axisLabel: { color: muted, fontFamily: font, fontSize, hideOverlap: true } };
  return {
    animation: false,
    aria: { enabled: false },
    textStyle: { fontFamily: font, color: text },
    grid: { left: 8, right: 16, top: series.length > 1 ? 34 : 12, bottom: 8, containLabel: true },
    legend: series.length > 1 ? { top: 0, left: 0, itemWidth: 14, itemHeight: 10, textStyle: { color: text, fontFamily: font, fontSize } } : { show: false },
    // Rich text is drawn on the canvas: HTML with styles in it is against the content policy.
    tooltip: { trigger: 'axis', renderMode: 'richText', axisPointer: { type: 'shadow' }, backgroundColor: token('raised'), borderColor: token('line'), textStyle: { color: text, fontFamily: font } },
    ...(sideways ? { xAxis: numbers, yAxis: names } : { xAxis: names, yAxis: numbers }),
    series: series.map(({ name, values, color, line, stack }) => ({
      name,
      data: sideways ? [...values].reverse() : values,
      ...(line ? { type: 'line' as const, symbol: 'circle', symbolSize: 4, lineStyle: { width: 1.5, type: 'dashed' as const } } : { type: 'bar' as const, barMaxWidth: 26, ...(stack ? { stack } : { barGap: '10%' }) }),
      itemStyle: { color },
    })),
  };
}

/** The chart as an SVG file, whatever it is drawn with on the page. */
export function asSvg(drawn: Drawn, width: number, height: number): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  chart.setOption({ ...option(drawn), backgroundColor: token('surface') });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

export function save(name: string, content: Blob | string, type = 'text/plain'): void {
  const url = URL.createObjectURL(typeof content === 'string' ? new Blob([content], { type }) : content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 5_000);
}

/** CSV that a spreadsheet takes for text: a cell never begins a formula. */
export function csv(rows: (string | number | null)[][]): string {
  const cell = (value: string | number | null): string => {
    if (value === null) return '';
    const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return `${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}
