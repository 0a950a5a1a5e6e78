/* plugins_test.c - a house full of unsound plugins opens all the same, degraded, and says so.
 * timeout: 120 */
#include "fault/place.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>

#define PATIENCE 60

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

int
main(void)
{
    const char *program = getenv("DMS");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            the_house_opens_degraded_and_names_each_file_and_reason, open_place,
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
