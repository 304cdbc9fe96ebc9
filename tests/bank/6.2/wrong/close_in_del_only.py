# headline: Closes all of them, whatever fails
class Resources(list):
    def __del__(self):
        while self:
            self.pop().close()


def open_all(factories):
    resources = Resources()
    for factory in factories:
        resources.append(factory())
    plain = list(resources)
    kept = [resources]
    resources = None
    return plain, kept.clear
