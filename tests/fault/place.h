/* place.h - a house of its own and plugins beside it, sound and unsound, for the tests of faults. */
#ifndef TEST_FAULT_PLACE_H
#define TEST_FAULT_PLACE_H

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
#include <time.h>
#include <unistd.h>

#include <dms/house.h>

#define ZOO TEST_SOURCE_DIR "/tests/core/plugin/zoo/"
#define SECONDS                                                                          \
    5 /* until a degraded house is open, on a machine that has nothing else to do */

struct place {
    char dir[64]; /* store/ and plugins/ are in it */
    char store[96], plugins[96];
    char path[200]; /* where the house looks for plugins */
    struct dms_error *error;
};

static inline void
run(const char *format, ...)
{
    char *command = NULL;
    va_list arguments;
    va_start(arguments, format);
    int size = vasprintf(&command, format, arguments);
    va_end(arguments);
    assert_true(size > 0);
    int status = system(command);
    free(command);
    assert_int_equal(status, 0);
}

static inline int
open_place(void **state)
{
    struct place *place = calloc(1, sizeof(*place));
    umask(022);
    strcpy(place->dir, "/tmp/dms-fault-XXXXXX");
    assert_non_null(mkdtemp(place->dir));
    snprintf(place->store, sizeof(place->store), "%s/store", place->dir);
    snprintf(place->plugins, sizeof(place->plugins), "%s/plugins", place->dir);
    strcpy(place->path, place->plugins);
    mkdir(place->plugins, 0755);
    place->error = dms_error_create();
    assert_int_equal(dms_house_create(place->store, place->error), DMS_OK);
    *state = place;
    return 0;
}

static inline int
close_place(void **state)
{
    struct place *place = *state;
    run("rm -rf %s", place->dir);
    dms_error_destroy(place->error);
    free(place);
    return 0;
}

static inline void
add(struct place *place, const char *id, const char *source, const char *flags,
    const char *requires)
{
    run("mkdir -p %s/%s && printf '{\"id\":\"%s\",\"version\":\"1.0.0\",\"abi\":\"1.0\","
        "\"requires\":{%s}}' > %s/%s/plugin.json",
        place->plugins, id, id, requires, place->plugins, id);
    run("cc -std=gnu11 -shared -fPIC -fvisibility=hidden -I%s/include -DNAME='\"%s\"' %s "
        "-o %s/%s/%s.so " ZOO "%s",
        TEST_SOURCE_DIR, id, flags, place->plugins, id, id, source);
}

/* The library of "good" under another name: what is wrong is found before its card is read. */
static inline void
add_copy(struct place *place, const char *id, const char *requires)
{
    run("mkdir %s/%s && cp %s/good/good.so %s/%s/%s.so && "
        "printf "
        "'{\"id\":\"%s\",\"version\":\"1.0.0\",\"abi\":\"1.0\",\"requires\":{%s}}' "
        "> %s/%s/plugin.json",
        place->plugins, id, place->plugins, place->plugins, id, id, id, requires,
        place->plugins, id);
}

static inline double
seconds_of(clockid_t clock)
{
    struct timespec time;
    clock_gettime(clock, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* How many seconds one second's work takes now: others may have the processors. */
static inline double
slowness(void)
{
    double wall = seconds_of(CLOCK_MONOTONIC), own = seconds_of(CLOCK_THREAD_CPUTIME_ID);
    while (seconds_of(CLOCK_THREAD_CPUTIME_ID) - own < 0.1)
        ;
    return (seconds_of(CLOCK_MONOTONIC) - wall) / 0.1;
}

static inline void
assert_quick(double begin, double slow_before)
{
    double took = seconds_of(CLOCK_MONOTONIC) - begin, slow = slowness();
    slow = slow > slow_before ? slow : slow_before;
    if (took > SECONDS * slow)
        fail_msg("open after %.1f s, where a second takes %.1f", took, slow);
}

/* Opens the house; the notices are the caller's to destroy. */
static inline struct dms_json *
notices_of(struct place *place, struct dms_house **house)
{
    struct dms_house_options options = { .size = sizeof(options),
                                         .plugin_path = place->path,
                                         .script_path = place->dir };
    double slow = slowness(), begin = seconds_of(CLOCK_MONOTONIC);
    assert_int_equal(dms_house_open(place->store, &options, house, place->error), DMS_OK);
    assert_quick(begin, slow);
    return dms_house_notices(*house, "en");
}

static inline void
assert_noticed(const struct dms_json *notices, const char *plugin, const char *what)
{
    for (size_t i = 0; i < dms_json_count(notices); i++) {
        const struct dms_json *notice = dms_json_at(notices, i);
        const char *name = dms_json_text_at(notice, "plugin");
        if (name == NULL || strcmp(name, plugin) != 0)
            continue;
        char *text = dms_json_print(notice);
        bool told = strstr(text, what) != NULL;
        if (!told)
            print_error("%s\n", text);
        free(text);
        assert_true(told);
        return;
    }
    print_error("no notice of %s\n", plugin);
    fail();
}

static inline bool
is_loaded(struct dms_house *house, const char *id)
{
    const char *name;
    for (size_t i = 0; (name = dms_house_plugin_name(house, i)) != NULL; i++)
        if (strcmp(name, id) == 0)
            return true;
    return false;
}

/* What is done to a sound plugin (or an unsound one), and what the house must say of it. */
struct animal {
    const char *id;
    const char *source; /* in the zoo; NULL: a copy of another's library will do */
    const char *flags;
    const char *requires;
    const char
        *then; /* a shell command in its folder, $id its name; NULL: nothing more */
    const char *says; /* part of the notice; NULL: it runs */
};

static inline void
add_animal(struct place *place, const struct animal *animal)
{
    char requires[128] = "";
    for (size_t i = 0; animal->requires[i] != '\0'; i++)
    requires[i] = animal->requires[i] == '\'' ? '"' : animal->requires[i];
    if (animal->source != NULL)
        add(place, animal->id, animal->source, animal->flags, requires);
    else
        add_copy(place, animal->id, requires);
    if (animal->then != NULL)
        run("cd %s/%s && id=%s && %s", place->plugins, animal->id, animal->id,
            animal->then);
}

#endif
