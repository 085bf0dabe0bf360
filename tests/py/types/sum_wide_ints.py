# sum() compensates what rounding loses for ints of any size among floats and complex numbers.
print(sum([2**60, 0.5, -(2**60), 3]), sum([0.5, 2**60, 1, -(2**60)]))
try:
    sum([0.5, 10**400])
except OverflowError as e:
    print(e)
print(sum([0.0, 2**53, 1]), sum([0.0, 2**53, 1, 1]), sum([0.0, 2**53, True, True]), sum([0.0, 2**53, 1.0]), sum([0.0, 2**53, 1.0,1.0]), sum([0.0, 2**53, 1.0, 1, 10]))
print(sum([0.0, 2**70, 1, 1.0]), sum([0.0, 2.0**53, True, 3]), sum([8.0,4,True,2**53,10]), sum([5,3.0,4,True,2**53,10]))
print(sum([1j, 2**53, 1, 1]), sum([1j, 2.0**53, 1.0, 1.0]), sum([1j, 2.0**53, 1, 1.0]), sum([0.0, 2**53, 1, 1j]))
