/* dms.c - the executable: a door to the library, which holds the core and its plugins alike. */
#include "dms/house.h"

int
main(int argc, char **argv)
{
    return dms_main(argc, argv);
}
