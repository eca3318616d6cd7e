! A function that C calls: its archive needs BLAS and, for the error text, the Fortran run time.
function dot(n, x, y) bind(c)
  use iso_c_binding
  implicit none
  integer(c_int), value :: n
  real(c_double) :: x(n), y(n), dot
  double precision, external :: ddot
  if (n < 0) then
    write (*, *) 'negative length', n
    stop 1
  end if
  dot = ddot(n, x, 1, y, 1)
end function dot
