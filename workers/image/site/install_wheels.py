"""Install wheels from the memory file system with micropip, the resolver that users call at the prompt."""

import importlib.metadata
import os
import re


async def install_wheels(folder: str) -> dict[str, str]:
    """Install all wheels of a folder and return the versions of what is installed then, by normalised name (PEP 503).

    Raises:
        ValueError: a wheel requires something that is not among them.
    """
    import micropip

    wheels = [f"emfs:{folder}/{name}" for name in sorted(os.listdir(folder))]
    # No index: what the wheels need must be locked too.
    await micropip.install(wheels, index_urls=[])
    return {re.sub(r"[-_.]+", "-", each.name).lower(): each.version for each in importlib.metadata.distributions()}
