"""unittest: assertions and their messages, setup and teardown, skips, expected failures, subtests, runner and result."""
import io
import unittest


class Case(unittest.TestCase):
    log = []

    @classmethod
    def setUpClass(cls):
        cls.log.append("setUpClass")

    @classmethod
    def tearDownClass(cls):
        cls.log.append("tearDownClass")

    def setUp(self):
        self.log.append("setUp")
        self.addCleanup(self.log.append, "cleanup")

    def tearDown(self):
        self.log.append("tearDown")

    def test_ok(self):
        self.assertEqual(1, 1)
        self.assertTrue([1])
        with self.assertRaises(ValueError) as cm:
            raise ValueError("v")
        self.assertEqual(str(cm.exception), "v")

    def test_fail(self):
        self.assertEqual([1, 2, 3], [1, 2, 4], "custom message")

    def test_error(self):
        1 / 0

    @unittest.skip("not today")
    def test_skipped(self):
        raise AssertionError

    @unittest.expectedFailure
    def test_expected(self):
        self.assertEqual(1, 2)

    @unittest.expectedFailure
    def test_unexpected(self):
        pass

    def test_subtests(self):
        for i in range(4):
            with self.subTest(i=i):
                self.assertNotEqual(i % 2, 1)

    def test_skip_inside(self):
        self.skipTest("inside")


suite = unittest.defaultTestLoader.loadTestsFromTestCase(Case)
assert suite.countTestCases() == 8
assert [t._testMethodName for t in suite] == sorted(t._testMethodName for t in suite)
stream = io.StringIO()
result = unittest.TextTestRunner(stream=stream, verbosity=2).run(suite)
assert (result.testsRun, len(result.failures), len(result.errors), len(result.skipped),
        len(result.expectedFailures), len(result.unexpectedSuccesses)) == (8, 3, 1, 2, 1, 1)
assert not result.wasSuccessful()
assert Case.log[0] == "setUpClass" and Case.log[-1] == "tearDownClass" and Case.log.count("setUp") == 7
assert Case.log.count("cleanup") == 7
text = stream.getvalue()
for line in text.splitlines():
    if line.startswith(("test_", "FAIL", "ERROR", "Ran", "OK", "AssertionError", "ZeroDivisionError", "- [",
            "+ [", "?", "First diff")) or " ... " in line:
        print(line.split(" in ")[0] if line.startswith("Ran") else line)


class Messages(unittest.TestCase):
    def runTest(self):
        pass


m = Messages()
m.maxDiff = 400
CHECKS = [lambda: m.assertEqual(1, 2), lambda: m.assertEqual("ab\ncd", "ab\nce"),
        lambda: m.assertEqual({"a": 1}, {"a": 2}), lambda: m.assertEqual((1,), (1, 2)),
        lambda: m.assertEqual({1}, {2}), lambda: m.assertNotEqual(1, 1), lambda: m.assertTrue(0),
        lambda: m.assertFalse("x"), lambda: m.assertIs(1, 2), lambda: m.assertIsNot(None, None),
        lambda: m.assertIsNone(5), lambda: m.assertIsNotNone(None), lambda: m.assertIn(1, [2]),
        lambda: m.assertNotIn(1, [1]), lambda: m.assertIsInstance(1, str), lambda: m.assertNotIsInstance(1, int),
          lambda: m.assertAlmostEqual(1, 1.1), lambda: m.assertAlmostEqual(1, 1.1, delta=0.01),
                  lambda: m.assertNotAlmostEqual(1, 1.00000001), lambda: m.assertGreater(1, 2),
                  lambda: m.assertLessEqual(2, 1), lambda: m.assertRegex("abc", "x"),
                  lambda: m.assertNotRegex("abc", "b"), lambda: m.assertCountEqual([1, 1], [1]),
                  lambda: m.assertRaises(ValueError, int, "5"), lambda: m.assertRaisesRegex(ValueError, "zzz",
                  int, "x"), lambda: m.assertListEqual([1], (1,)), lambda: m.assertMultiLineEqual("a", "b"),
                  lambda: m.fail("told to"), lambda: m.assertWarns(UserWarning, len, ""),
                  lambda: m.assertEqual(1, 2, "msg"), lambda: m.assertDictEqual({}, {"k": 1}),
          lambda: m.assertHasAttr(5, "nope"), lambda: m.assertStartsWith("abc", "x"),
                  lambda: m.assertEndsWith("abc", "x"), lambda: m.assertIsSubclass(int, str)]
for check in CHECKS:
    try:
        check()
        print("passed")
    except AssertionError as e:
        print(repr(str(e)))
    except Exception as e:
        print(type(e).__name__, e)
assert m.assertAlmostEqual(1.00000001, 1.0) is None and m.assertCountEqual("ab", "ba") is None
assert m.assertRaises(KeyError, {}.__getitem__, 1) is None
with m.assertRaisesRegex(ValueError, "^inv"):
    int("x")
with m.assertLogs("lg", "INFO") as cm:
    import logging
    logging.getLogger("lg").info("hello %d", 5)
assert cm.output == ["INFO:lg:hello 5"]
m.addTypeEqualityFunc(complex, lambda a, b, msg=None: m.fail("complex differ"))
try:
    m.assertEqual(1j, 2j)
except AssertionError as e:
    print(e)
