"""unittest: loaders, suites, module fixtures, function tests, main without exit, results, async-free ordering."""
import io
import sys
import types
import unittest

log = []
mod = types.ModuleType("fake_tests")


class T1(unittest.TestCase):
    def test_a(self): log.append("a")
    def test_b(self): log.append("b")
    def helper(self): log.append("never")


class T2(T1):
    def test_c(self): self.fail("c")


mod.T1, mod.T2, mod.setUpModule, mod.tearDownModule = T1, T2, lambda: log.append("mod up"), lambda: log.append("mod down")
T1.__module__ = T2.__module__ = "fake_tests"
sys.modules["fake_tests"] = mod
loader = unittest.TestLoader()
assert loader.getTestCaseNames(T2) == ["test_a", "test_b", "test_c"]
assert loader.loadTestsFromModule(mod).countTestCases() == 5
assert loader.loadTestsFromName("fake_tests.T1.test_a").countTestCases() == 1
loader.testMethodPrefix = "help"
assert loader.getTestCaseNames(T1) == ["helper"]
out = io.StringIO()
prog = unittest.main(module="fake_tests", argv=["prog"], exit=False, testRunner=unittest.TextTestRunner(stream=out))
assert prog.result.testsRun == 5 and len(prog.result.failures) == 1
assert log == ["mod up", "a", "b", "a", "b", "mod down"]
suite = unittest.TestSuite([T1("test_a"), unittest.FunctionTestCase(lambda: log.append("fn"))])
suite.addTest(T1("test_b"))
r = unittest.TestResult()
suite.run(r)
assert r.testsRun == 3 and r.wasSuccessful()
assert log[6:] == ['mod up', 'a', 'mod down', 'fn', 'mod up', 'b', 'mod down']
assert repr(T1("test_a")) == "<fake_tests.T1 testMethod=test_a>"
assert T1("test_a").id() == "fake_tests.T1.test_a" and T1("test_a") == T1("test_a")
r.stop()
assert r.shouldStop
print("loading", len(log), out.getvalue().splitlines()[0])
