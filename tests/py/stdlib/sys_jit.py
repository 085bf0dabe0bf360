# sys._jit tells of the compilation of hot code: each of its answers implies the one before.
import sys

available, enabled, active = sys._jit.is_available(), sys._jit.is_enabled(), sys._jit.is_active()
assert {type(available), type(enabled), type(active)} == {bool}
assert available or not enabled
assert enabled or not active


def seen_active(n):
    count = 0
    for _ in range(n):
        count += sys._jit.is_active()
    return count


assert sys._jit.is_enabled() or not seen_active(20000)
assert type(sys._jit).__name__ == 'module' and 'sys._jit' not in sys.modules

# The counters are this implementation's own.
stats = getattr(sys._jit, 'stats', dict)()
if stats:
    assert seen_active(20000) > 0
    after = sys._jit.stats()
    assert after['units'] > 0 and after['code_bytes'] > 0 and after['compile_seconds'] > 0
    assert after['loops_entered'] > 0 and after['exits']['done'] > 0
    assert all(type(count) is int and count >= 0 for count in after['exits'].values())
    assert after['units'] >= stats['units']
else:
    assert not enabled
