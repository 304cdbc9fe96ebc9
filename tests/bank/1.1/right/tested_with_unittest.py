import unittest


def read_and_close(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


class Test(unittest.TestCase):
    def test_missing(self):
        with self.assertRaises(FileNotFoundError):
            read_and_close("not there")


if __name__ == "__main__":
    unittest.main(exit=False, argv=["x"])
