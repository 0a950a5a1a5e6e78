/* strays_test.c - plugins that are sound by themselves, and contradict what others say.
 * timeout: 60 */
#include "fault/place.h"

#include <sys/wait.h>

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

#define SAYS(kind, name) "-DSAYS='call_it(\"" kind "\", \"" name "\", registrar, error)'"
/* Each alone can be understood; it is the others that they contradict. */
static const struct animal strays[] = {
    { "owner", "stray.c", SAYS("check", "pitch"), "",
      "sed -i 's/}}/},\"names\":[\"pitch\",\"lights\",\"bells\"]}/' plugin.json", NULL },
    { "zebra", "good.c", "", "", NULL, NULL },
    { "misread", "stray.c", "-DCHECK='\"owner_tune\"'", "", NULL, "mean “owner_tone”" },
    { "circling", "stray.c", "-DSAYS='circle_of_hooks(registrar, error)'", "", NULL,
      "circling/listen → circling/listen" },
    { "adding", "stray.c",
      "-DCHECK='\"nothing\"' -DSAYS='field_of_another(registrar, error)'", "", NULL,
      "nothing" },
    { "following", "good.c", "", "'misread':'*'", NULL, "needs misread" },
    { "behind", "good.c", "", "'following':'*'", NULL, "needs following" },
    /* What another has, though they start before it. */
    { "an_ear", "stray.c", SAYS("check", "pitch"), "", NULL,
      "“pitch”, which is owner's" },
    { "a_price", "stray.c", SAYS("call", "owner.price"), "", NULL,
      "“owner.price”, which is owner's" },
    { "a_name", "stray.c", SAYS("call", "nobody.price"), "", NULL, "such as a_name." },
    { "a_hand", "stray.c", SAYS("hook", "owner/pull"), "", NULL, "which is owner's" },
    { "a_lamp", "stray.c", SAYS("section", "lights"), "", NULL,
      "section of settings “lights”, which is owner's" },
    { "a_dial", "stray.c", SAYS("section", "log"), "", NULL, "which is core's" },
    { "a_cart", "stray.c", SAYS("importer", "bells"), "", NULL, "which is owner's" },
    { "a_chief", "stray.c", SAYS("role", "admin"), "", NULL, "which is core's" },
    { "modest_one", "stray.c", SAYS("section", "modest_one"), "", NULL, NULL },
    { "z_first", "stray.c", SAYS("check", "short"), "", NULL, NULL },
    { "z_second", "stray.c", SAYS("check", "short"), "", NULL, "which is z_first's" },
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
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            who_contradicts_others_goes_alone_with_those_that_need_it, open_place,
            close_place),
    };
    if (system("cc --version >/dev/null 2>&1") != 0)
        return 77;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
