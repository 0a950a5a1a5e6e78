/* sets.h - the examples of a minor, laid out as a house finds plugins, and tried there. */
#ifndef TEST_ABI_SETS_H
#define TEST_ABI_SETS_H

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <dms-test/test.h>

#define ABI TEST_SOURCE_DIR "/tests/abi"

static inline int
run(const char *format, ...)
{
    char *command = NULL;
    va_list arguments;
    va_start(arguments, format);
    int size = vasprintf(&command, format, arguments);
    va_end(arguments);
    int status = size < 0 ? -1 : system(command);
    if (status != 0)
        printf("failed: %s\n", command);
    free(command);
    return status;
}

/* What EXAMPLES hold in PLACE/NAME, each with the library that HOW makes or finds. */
static inline int
lay_out(const char *place, const char *name, const char *examples, const char *how)
{
    return run("cp -r " ABI "/%s %s/%s && cd %s/%s && for id in *; do %s || exit 1; "
               "rm $id/plugin.c; done",
               examples, place, name, place, name, how) != 0;
}

static inline int
try_set(const char *place, const char *name, const char *examples, const char *how)
{
    char folder[128];
    char *arguments[] = { (char[]){ "examples" }, folder, NULL };
    snprintf(folder, sizeof(folder), "%s/%s", place, name);
    printf("-- %s\n", name);
    fflush(stdout);
    return lay_out(place, name, examples, how) != 0 || dms_test_run(2, arguments) != 0;
}

/* A place of one's own; 77 without a compiler. */
static inline int
begin(char *place)
{
    umask(022);
    setenv("BUILD_DIR", TEST_BUILD_DIR, 1);
    if (system("cc --version >/dev/null 2>&1") != 0)
        return 77;
    return mkdtemp(place) == NULL;
}

#endif
