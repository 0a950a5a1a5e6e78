/* place.c - where the installed plugins and scripts are, seen from the running program. */
#include "base/place.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/list.h"

/* FROM_BIN beside the program when that is there, else WHERE it was to be installed. */
static char *
installed(const char *from_bin, const char *where)
{
    char program[PATH_MAX], *path = NULL;
    ssize_t size = readlink("/proc/self/exe", program, sizeof(program) - 1);
    if (size <= 0)
        return memory_copy(where);
    program[size] = '\0';
    char *slash = strrchr(program, '/');
    if (slash != NULL)
        *slash = '\0';
    if (asprintf(&path, "%s/%s", program, from_bin) < 0)
        memory_end();
    char *whole = realpath(path, NULL);
    free(path);
    return whole != NULL ? whole : memory_copy(where);
}

static char *
place(const char *variable, const char *from_bin, const char *where)
{
    const char *asked = getenv(variable);
    return asked != NULL ? memory_copy(asked) : installed(from_bin, where);
}

char *
place_plugins(void)
{
    return place("DMS_PLUGIN_PATH", DMS_PLUGIN_FROM_BIN, DMS_PLUGIN_DIR);
}

char *
place_scripts(void)
{
    return place("DMS_SCRIPT_PATH", DMS_SCRIPT_FROM_BIN, DMS_SCRIPT_DIR);
}
