/* zoo.h - builds sound and unsound plugins with the compiler at hand, each in a folder. */
#ifndef TEST_PLUGIN_ZOO_H
#define TEST_PLUGIN_ZOO_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above. */
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "plugin/item.h"

struct zoo {
    char dir[64]; /* plugin folders live here */
    struct scratch *memory;
};

static inline void
zoo_run(const char *format, ...)
{
    char *command = NULL;
    va_list arguments;
    va_start(arguments, format);
    assert_true(vasprintf(&command, format, arguments) > 0);
    va_end(arguments);
    int status = system(command);
    if (status != 0)
        print_error("%s\n", command);
    free(command);
    assert_int_equal(status, 0);
}

static inline int
zoo_open(void **state)
{
    struct zoo *zoo = calloc(1, sizeof(*zoo));
    /* A skipped test is no proof, but without a compiler there is nothing to load. */
    if (system("cc --version >/dev/null 2>&1") != 0)
        exit(77);
    umask(022);
    strcpy(zoo->dir, "/tmp/dms-zoo-XXXXXX");
    assert_non_null(mkdtemp(zoo->dir));
    zoo->memory = scratch_create();
    *state = zoo;
    return 0;
}

static inline int
zoo_close(void **state)
{
    struct zoo *zoo = *state;
    zoo_run("rm -rf %s", zoo->dir);
    scratch_destroy(zoo->memory);
    free(zoo);
    return 0;
}

static inline void
zoo_manifest(struct zoo *zoo, const char *id, const char *text)
{
    char path[256];
    snprintf(path, sizeof(path), "%s/%s", zoo->dir, id);
    mkdir(path, 0755);
    snprintf(path, sizeof(path), "%s/%s/plugin.json", zoo->dir, id);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

/* A folder with a manifest and a library made of zoo/SOURCE with FLAGS. */
static inline void
zoo_add(struct zoo *zoo, const char *id, const char *source, const char *flags,
        const char *requires)
{
    char text[512];
    snprintf(
        text, sizeof(text),
        "{\"id\": \"%s\", \"version\": \"1.0.0\", \"abi\": \"1.0\", \"requires\": {%s}}",
        id, requires);
    zoo_manifest(zoo, id, text);
    zoo_run(
        "cc -std=c11 -shared -fPIC -fvisibility=hidden -I%s/include -DNAME='\"%s\"' %s "
        "-o %s/%s/%s.so %s/tests/core/plugin/zoo/%s",
        TEST_SOURCE_DIR, id, flags, zoo->dir, id, id, TEST_SOURCE_DIR, source);
}

static inline struct plugin_item *
zoo_item(struct zoo *zoo, const char *id)
{
    char path[256];
    struct plugin_item *item = scratch_alloc(zoo->memory, sizeof(*item));
    snprintf(path, sizeof(path), "%s/%s", zoo->dir, id);
    plugin_manifest_load(item, path, zoo->memory, &item->reason);
    return item;
}

#define ZOO_TEST(name) cmocka_unit_test_setup_teardown(name, zoo_open, zoo_close)

#endif
