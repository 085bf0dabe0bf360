# One loop that meets objects of more classes than are told apart.
class Shape:
    def __init__(self, size):
        self.size = size


class Square(Shape):
    def area(self):
        return self.size * self.size


class Circle(Shape):
    def area(self):
        return 3 * self.size * self.size


class Line(Shape):
    def area(self):
        return 0


class Cross(Shape):
    def area(self):
        return 2 * self.size


class Star(Shape):
    def area(self):
        return 5 * self.size


class Blot(Shape):
    def area(self):
        return 7 + self.size


def total(shapes):
    result = 0
    for shape in shapes:
        result += 1
        result += shape.area()
    return result


shapes = [kind(size) for size in range(100) for kind in (Square, Circle, Line, Cross, Star, Blot)]
for _ in range(150):
    total(shapes)
