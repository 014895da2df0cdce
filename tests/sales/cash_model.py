"""The cash of a box office where one sells for others: plain numbers."""

from collections import Counter


class Drawer:
    """Of an open shift: what its sales took, and what must lie in it."""

    def __init__(self):
        self.taken, self.expected = 0, 0
        self.held = Counter()  # of it for others, by seller

    @property
    def own(self):
        return self.expected - self.held.total()


class Cash:
    """All drawers; one person, with a shift or without, collects for the others."""

    def __init__(self, collector):
        self.collector = collector
        self.drawers = {}
        self.apart = Counter()  # what the collector holds outside the drawer, by seller

    def opened(self, name):
        self.drawers[name] = Drawer()

    def closed(self, name):
        drawer = self.drawers.pop(name)
        # What was held in it is still to be handed over.
        self.apart.update(drawer.held)
        return drawer

    def took(self, seller, due):
        self.drawers[seller].taken += due
        self.drawers[seller].expected += due

    def collected(self, seller, due):
        self.drawers[seller].taken += due
        drawer = self.drawers.get(self.collector)
        if drawer is None:
            self.apart[seller] += due
        else:
            drawer.held[seller] += due
            drawer.expected += due

    def held(self, seller):
        """For a seller: outside the collector's drawer, and in it."""
        drawer = self.drawers.get(self.collector, Drawer())
        return self.apart[seller], drawer.held[seller]

    def gave_up(self, seller, amount, handed_over):
        """What lies outside goes first; a seller with a shift puts it into the drawer."""
        in_drawer = max(0, amount - self.apart[seller])
        self.apart[seller] -= amount - in_drawer
        if in_drawer:
            drawer = self.drawers[self.collector]
            drawer.held[seller] -= in_drawer
            drawer.expected -= in_drawer
        if handed_over and seller in self.drawers:
            self.drawers[seller].expected += amount
