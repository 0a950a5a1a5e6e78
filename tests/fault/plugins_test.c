/* plugins_test.c - a house full of unsound plugins opens all the same, degraded, and says so.
 * timeout: 120 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above. */
#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <dms/house.h>

#define ZOO TEST_SOURCE_DIR "/tests/core/plugin/zoo/"
#define SECONDS                                                                          \
    5 /* until a degraded house is open, on a machine that has nothing else to do */
#define PATIENCE 60

struct place {
    char dir[64]; /* store/ and plugins/ are in it */
    char store[96], plugins[96];
    char path[200]; /* where the house looks for plugins */
    struct dms_error *error;
};

static void
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

static int
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

static int
close_place(void **state)
{
    struct place *place = *state;
    run("rm -rf %s", place->dir);
    dms_error_destroy(place->error);
    free(place);
    return 0;
}

static void
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
static void
add_copy(struct place *place, const char *id, const char *requires)
{
    run("mkdir %s/%s && cp %s/good/good.so %s/%s/%s.so && "
        "printf "
        "'{\"id\":\"%s\",\"version\":\"1.0.0\",\"abi\":\"1.0\",\"requires\":{%s}}' "
        "> %s/%s/plugin.json",
        place->plugins, id, place->plugins, place->plugins, id, id, id, requires,
        place->plugins, id);
}

static double
seconds_of(clockid_t clock)
{
    struct timespec time;
    clock_gettime(clock, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* How many seconds one second's work takes now: others may have the processors. */
static double
slowness(void)
{
    double wall = seconds_of(CLOCK_MONOTONIC), own = seconds_of(CLOCK_THREAD_CPUTIME_ID);
    while (seconds_of(CLOCK_THREAD_CPUTIME_ID) - own < 0.1)
        ;
    return (seconds_of(CLOCK_MONOTONIC) - wall) / 0.1;
}

static void
assert_quick(double begin, double slow_before)
{
    double took = seconds_of(CLOCK_MONOTONIC) - begin, slow = slowness();
    slow = slow > slow_before ? slow : slow_before;
    if (took > SECONDS * slow)
        fail_msg("open after %.1f s, where a second takes %.1f", took, slow);
}

/* Opens the house; the notices are the caller's to destroy. */
static struct dms_json *
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

static void
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

static bool
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

#define BYTES(at, text)                                                                  \
    "printf '" text "' | dd of=$id.so bs=1 seek=" #at " conv=notrunc 2>/dev/null"

static const struct animal zoo[] = {
    { "good", "good.c", "", "", NULL, NULL },
    { "better", "good.c", "", "'good':'>=1.0 <2'", NULL, NULL },
    /* From the future, but at home in our minor: what it has more is left aside. */
    { "modest", "future.c", "", "", NULL, NULL },
    /* While it is loaded. */
    { "crash", "wild.c", "-DHARM='*(volatile int *)0 = 1'", "", NULL, "SIGSEGV" },
    { "exits", "wild.c", "-DHARM='exit(0)'", "", NULL, "code 0" },
    { "aborts", "wild.c", "-DHARM='abort()'", "", NULL, "SIGABRT" },
    { "waits", "wild.c", "-DHARM='for (;;) pause()'", "", NULL, "3 seconds" },
    { "loops", "wild.c", "-DHARM='for (volatile int i = 0;; i++) {}'", "", NULL,
      "3 seconds" },
    { "stops", "wild.c", "-DHARM='raise(SIGSTOP)'", "", NULL, "3 seconds" },
    { "lies", "wild.c", "-DHARM='dprintf(3, \"well\\n\")'", "", NULL, "lies.so" },
    /* In its start. */
    { "falls", "good.c", "-DRETURN='*(volatile int *)0'", "", NULL, "SIGSEGV" },
    { "leaves", "good.c", "-include stdlib.h -DRETURN='(exit(0), DMS_OK)'", "", NULL,
      "code 0" },
    { "gives_up", "good.c", "-include stdlib.h -DRETURN='(abort(), DMS_OK)'", "", NULL,
      "SIGABRT" },
    { "circles", "good.c", "-DRETURN='({ for (volatile int i = 0;; i++) {} DMS_OK; })'",
      "", NULL, "3 seconds" },
    { "unbound", "good.c", "-DUNBOUND=nobody_has_this", "", NULL, "nobody_has_this" },
    { "doorless", "doorless.c", "", "", NULL, "dms_plugin_v1" },
    /* The file. */
    { "cut", NULL, "", "", "truncate -s 5000 $id.so", "cut.so" },
    { "empty", NULL, "", "", ": >$id.so", "empty" },
    { "garbage", NULL, "", "", "head -c 9000 /dev/zero | tr '\\0' 'x' >$id.so",
      "garbage.so" },
    { "foreign", NULL, "", "", BYTES(18, "\\267\\000"), "another kind of processor" },
    { "halves", NULL, "", "", BYTES(4, "\\001"), "another kind of processor" },
    { "program", NULL, "", "", BYTES(16, "\\002\\000"), "shared object" },
    { "absent", NULL, "", "", "rm $id.so", "absent.so" },
    { "folder", NULL, "", "", "rm $id.so && mkdir $id.so", "folder.so" },
    { "link", NULL, "", "", "mv $id.so ../../link.so && ln -s ../../link.so $id.so",
      "link.so" },
    { "open", NULL, "", "", "chmod o+w $id.so", "chmod go-w" },
    { "changed", NULL, "", "",
      "sed -i 's/}}/},\"sha256\":\"'$(printf %064d 1)'\"}/' plugin.json", "SHA-256" },
    /* The card. */
    { "magic", "good.c", "-DCARD=.magic=1", "", NULL, "magic" },
    { "small", "good.c", "-DCARD=.size=0", "", NULL, "0 bytes" },
    { "huge", "good.c", "-DCARD=.size=1000000000", "", NULL, "1000000000 bytes" },
    { "newer", "good.c", "-DCARD=.abi_major=2", "", NULL, "ABI 2." },
    { "later", "good.c", "-DCARD=.abi_minor=9", "", NULL, "ABI 1.9" },
    { "renamed", "good.c", "-UNAME -DNAME='\"other\"'", "", NULL, "other" },
    { "fails", "good.c", "-DRETURN=DMS_LIMIT", "", NULL, "limit" },
    /* The manifest. */
    { "broken", NULL, "", "", "echo '{' >plugin.json", "plugin.json" },
    { "lacks", "good.c", "", "'nowhere':'*'", NULL, "nowhere" },
    { "older", "good.c", "", "'good':'>=2'", NULL, ">=2" },
    { "a", "good.c", "", "'b':'*'", NULL, "a → b → a" },
    { "b", "good.c", "", "'a':'*'", NULL, "b → a → b" },
    { "itself", "good.c", "", "'itself':'*'", NULL, "itself → itself" },
    { "double", NULL, "", "'good':'*','good':'<1'", NULL, "plugin.json" },
    { "behind", "good.c", "", "'fails':'*'", NULL, "fails" },
};
#define ANIMALS (sizeof(zoo) / sizeof(zoo[0]))

static void
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

static pid_t
serve(const struct place *place)
{
    pid_t child = fork();
    if (child != 0)
        return child;
    char log[120];
    snprintf(log, sizeof(log), "%s/log", place->dir);
    int file = open(log, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    dup2(file, STDERR_FILENO);
    dup2(file, STDOUT_FILENO);
    setenv("DMS_PLUGIN_PATH", place->path, 1);
    setenv("DMS_SCRIPT_PATH", place->dir, 1);
    setenv("DMS_LANG", "en", 1);
    execl(getenv("DMS"), "dms", "-C", place->store, "serve", NULL);
    _exit(127);
}

static bool
is_answered(const struct sockaddr_un *address)
{
    int line = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool answered =
        connect(line, (const struct sockaddr *)address, sizeof(*address)) == 0;
    close(line);
    return answered;
}

static bool
log_says(const struct place *place, const char *what)
{
    char command[400];
    snprintf(command, sizeof(command), "grep -qF '%s' %s/log", what, place->dir);
    return system(command) == 0;
}

/* The program itself, and nothing is known of its plugins from before. */
static void
serve_among(struct place *place)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    double slow = slowness(), begin;
    int status = 0;
    run("rm -f %s/plugin-probe.json", place->store);
    snprintf(address.sun_path, sizeof(address.sun_path), "%s/dms.sock", place->store);
    begin = seconds_of(CLOCK_MONOTONIC);
    pid_t child = serve(place);
    while (!is_answered(&address) && seconds_of(CLOCK_MONOTONIC) - begin < PATIENCE)
        usleep(20000);
    assert_quick(begin, slow);
    kill(child, SIGTERM);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    for (size_t i = 0; i < ANIMALS; i++)
        if (zoo[i].says != NULL && !log_says(place, zoo[i].id))
            fail_msg("serve says nothing of %s", zoo[i].id);
}

static void
the_house_opens_degraded_and_names_each_file_and_reason(void **state)
{
    struct place *place = *state;
    struct dms_house *house = NULL;
    for (size_t i = 0; i < ANIMALS; i++)
        add_animal(place, &zoo[i]);
    struct dms_json *notices = notices_of(place, &house);
    for (size_t i = 0; i < ANIMALS; i++) {
        if (zoo[i].says != NULL)
            assert_noticed(notices, zoo[i].id, zoo[i].says);
        if (is_loaded(house, zoo[i].id) != (zoo[i].says == NULL))
            fail_msg("%s", zoo[i].id);
    }
    assert_int_equal(dms_json_count(notices), ANIMALS - 3);
    dms_json_destroy(notices);
    dms_house_close(house);
    serve_among(place);
}

/* Which of two would run must not depend on chance. */
static void
two_of_the_same_name_are_both_off(void **state)
{
    struct place *place = *state;
    struct dms_house *house = NULL;
    add(place, "good", "good.c", "", "");
    run("mkdir %s/more && cp -r %s/good %s/more/", place->dir, place->plugins,
        place->dir);
    snprintf(place->path, sizeof(place->path), "%s:%s/more", place->plugins, place->dir);
    struct dms_json *notices = notices_of(place, &house);
    assert_noticed(notices, "good", "more/good");
    assert_false(is_loaded(house, "good"));
    dms_json_destroy(notices);
    dms_house_close(house);
}

static void
a_plugin_switched_off_takes_its_dependents_along(void **state)
{
    struct place *place = *state;
    struct dms_house *house = NULL;
    add(place, "good", "good.c", "", "");
    add(place, "better", "good.c", "", "\"good\":\">=1.0\"");
    run("echo 'good # until Monday' > %s/plugins.off", place->store);
    struct dms_json *notices = notices_of(place, &house);
    assert_noticed(notices, "better", "good");
    assert_false(is_loaded(house, "good") || is_loaded(house, "better"));
    dms_json_destroy(notices);
    dms_house_close(house);
}

static void
assert_there(struct dms_house *house, const char *entity)
{
    struct dms_json *known = dms_house_describe(house, "en");
    char *text = dms_json_print(known);
    if (strstr(text, entity) == NULL)
        fail_msg("there is no %s", entity);
    free(text);
    dms_json_destroy(known);
}

/* Each alone can be understood; it is the others that they contradict. */
static const struct animal strays[] = {
    { "owner", "stray.c", "", "", NULL, NULL },
    { "zebra", "good.c", "", "", NULL, NULL },
    { "misread", "stray.c", "-DCHECK='\"owner_tune\"'", "", NULL, "mean “owner_tone”" },
    { "circling", "stray.c", "-DSAYS='circle_of_hooks(registrar, error)'", "", NULL,
      "circling/listen → circling/listen" },
    { "adding", "stray.c",
      "-DCHECK='\"nothing\"' -DSAYS='field_of_another(registrar, error)'", "", NULL,
      "nothing" },
    { "following", "good.c", "", "'misread':'*'", NULL, "needs misread" },
    { "behind", "good.c", "", "'following':'*'", NULL, "needs following" },
};
#define STRAYS (sizeof(strays) / sizeof(strays[0]))

static void
who_contradicts_others_goes_alone_with_those_that_need_it(void **state)
{
    struct place *place = *state;
    struct dms_house *house = NULL;
    /* One of them was well until it was built anew. Another process: here it would stay open. */
    add(place, "misread", "stray.c", "", "");
    pid_t child = fork();
    if (child == 0) {
        dms_json_destroy(notices_of(place, &house));
        dms_house_close(house);
        _exit(0);
    }
    waitpid(child, NULL, 0);
    for (size_t i = 0; i < STRAYS; i++)
        add_animal(place, &strays[i]);
    struct dms_json *notices = notices_of(place, &house);
    size_t off = 0;
    for (size_t i = 0; i < STRAYS; i++) {
        off += strays[i].says != NULL;
        if (strays[i].says != NULL)
            assert_noticed(notices, strays[i].id, strays[i].says);
        if (is_loaded(house, strays[i].id) != (strays[i].says == NULL))
            fail_msg("%s", strays[i].id);
    }
    assert_int_equal(dms_json_count(notices), off);
    assert_there(house, "misread.bell");
    dms_json_destroy(notices);
    dms_house_close(house);
}

int
main(void)
{
    const char *program = getenv("DMS");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            the_house_opens_degraded_and_names_each_file_and_reason, open_place,
            close_place),
        cmocka_unit_test_setup_teardown(
            who_contradicts_others_goes_alone_with_those_that_need_it, open_place,
            close_place),
        cmocka_unit_test_setup_teardown(two_of_the_same_name_are_both_off, open_place,
                                        close_place),
        cmocka_unit_test_setup_teardown(a_plugin_switched_off_takes_its_dependents_along,
                                        open_place, close_place),
    };
    if (program == NULL || access(program, X_OK) != 0)
        return 77;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
