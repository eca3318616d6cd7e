import Glibc
import StaticldCommands

exit(StaticldMain.run())
