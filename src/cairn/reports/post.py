"""Posting to an address, with the same guard as fetching: private addresses are refused, redirects not followed."""

import time
from collections.abc import Mapping
from contextlib import closing

import httpx2

from cairn.reports.addresses import Deadline, GuardedBackend, Private
from cairn.reports.fetch import TIMEOUT, GuardedTransport, bad_status, told_of, web_url


def post(url: str, body: bytes, *, headers: Mapping[str, str], allow_private: Private = False, timeout: float = TIMEOUT) -> None:
    """Posts a body. The answer is not read; raises BadStatus where it says anything but success, FetchError where there is none."""
    deadline = Deadline(time.monotonic() + timeout)
    backend = GuardedBackend(allow_private=allow_private, deadline=deadline)
    with told_of(url, timeout):
        at = web_url(url, asked=url)
        with httpx2.Client(transport=GuardedTransport(backend=backend), trust_env=False, timeout=timeout, follow_redirects=False) as client:
            request = client.build_request("POST", at, content=body, headers=dict(headers))
            with closing(client.send(request, stream=True)) as answer:
                if not answer.is_success:
                    raise bad_status(answer, url=url)


