import BuildWrapper
import Glibc

exit(BuildWrapper.run())
