"""A small government web on loopback with known truth: gov.cn and the portals around it."""

from repostwatch.sandbox.world import World, build

__all__ = ["World", "build"]
