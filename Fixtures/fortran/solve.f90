! Solves a small system with LAPACK, multiplies it back with BLAS, prints in quadruple precision.
program solve
  implicit none
  double precision :: a(3, 3), b(3), x(3), left(3, 3)
  integer :: pivots(3), info
  real(kind=16) :: precise
  external :: dgesv, dgemv
  a = reshape([4d0, 1d0, 2d0, 1d0, 3d0, 0d0, 2d0, 0d0, 5d0], [3, 3])
  b = [1d0, 2d0, 3d0]
  left = a
  x = b
  call dgesv(3, 1, left, 3, pivots, x, 3, info)
  call dgemv('N', 3, 3, -1d0, a, 3, x, 1, 1d0, b, 1)
  precise = sqrt(real(sum(b * b), kind=16))
  print *, info, precise
end program solve
