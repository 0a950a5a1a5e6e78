/* since_1_1_test.c - what plugins can add since 1.1 (examples_1_1/), and what a front door and a rule
 * host do from outside.
 * timeout: 120 */
#include "abi/sets.h"

#include <string.h>

#include <dms/asset.h>
#include <dms/config.h>
#include <dms/replay.h>

DMS_TEST(a_figure_is_declared_and_answered)
{
    dms_test_create(test, "a_figure.sale", "kind=tea|amount=12.00");
    dms_test_create(test, "a_figure.sale", "kind=cake|amount=8.50");
    dms_test_create(test, "a_figure.sale", "kind=cake|amount=100|sold_on=2026-11-01");
    EXPECT_TEXT(
        test,
        dms_json_text_at(dms_test_call(test, "a_figure.today", "%s", ""), "turnover"),
        "20.50");
}

DMS_TEST(a_section_of_settings_is_judged_and_read)
{
    const struct dms_json *answer = dms_test_call(test, "a_setting.tell", "%s", "");
    EXPECT_NUMBER(test, dms_json_integer_at(answer, "most"), 5);
    EXPECT_TEXT(test, dms_json_text_at(answer, "greeting"), "hello");
    char path[200];
    snprintf(path, sizeof(path), "%s/dms.ini", dms_house_dir(dms_test_house(test)));
    EXPECT(test,
           run("printf '[a_setting]\\nmost = 7\\nloud = yes\\n' >%s && chmod 600 %s",
               path, path) == 0);
    EXPECT(test, dms_house_reload_config(dms_test_house(test), NULL) == DMS_OK);
    answer = dms_test_call(test, "a_setting.tell", "%s", "");
    EXPECT_NUMBER(test, dms_json_integer_at(answer, "most"), 7);
    EXPECT(test, dms_json_boolean_at(answer, "loud"));
    struct dms_error *error = dms_error_create();
    EXPECT(test, run("printf '[a_setting]\\nleast = 9\\n' >%s", path) == 0);
    EXPECT(test, dms_house_reload_config(dms_test_house(test), error) == DMS_INVALID);
    EXPECT_TEXT(test, dms_error_key(error), "a_setting.least_above_most");
    dms_error_destroy(error);
}

DMS_TEST(a_call_tells_only_what_its_asker_may_see)
{
    int64_t id = dms_test_create(test, "a_sight.letter", "words=secret");
    const struct dms_json *answer =
        dms_test_call(test, "a_sight.look", "letter=%d", (int)id);
    EXPECT_TEXT(test, dms_json_text_at(answer, "words"), "secret");
    dms_test_as(test, "a_sight_stranger");
    answer = dms_test_call(test, "a_sight.look", "letter=%d", (int)id);
    EXPECT(test, dms_json_at_key(answer, "words") == NULL);
    EXPECT_TEXT(test, dms_json_text_at(answer, "to_do"), "回复来信");
}

DMS_TEST(a_page_is_written_as_data)
{
    const struct dms_json *answer = dms_test_ask(
        test, "{\"do\":\"page\",\"name\":\"a_page.leaves\",\"titles\":true}");
    EXPECT_TEXT(test, dms_json_text_at(answer, "page"), "a_page.leaves");
    EXPECT_NUMBER(test, (int64_t)dms_json_count(dms_json_at_key(answer, "columns")), 2);
    answer = dms_test_ask(test, "{\"do\":\"page\",\"name\":\"a_page.red_leaves\"}");
    EXPECT_TEXT(test, dms_json_text_at(answer, "entity"), "a_page.leaf");
    struct dms_asset_place place = { .size = sizeof(place) };
    EXPECT(test, dms_house_assets(dms_test_house(test), "/leaves", &place));
    EXPECT_TEXT(test, place.folder, "ui");
}

static enum dms_status
hear_again(struct dms_unit *unit, const struct dms_event *event,
           const struct dms_record *record, void *context, struct dms_error *error)
{
    char *heard = context;
    (void)unit, (void)error;
    if (strcmp(event->entity, "a_sight.letter") == 0)
        snprintf(heard + strlen(heard), 200 - strlen(heard), "%s ",
                 dms_record_text(record, "words"));
    return DMS_OK;
}

DMS_TEST(a_rule_host_hears_the_past_again)
{
    char heard[200] = "";
    struct dms_replay replay = { .size = sizeof(replay),
                                 .from = dms_test_now(test),
                                 .to = dms_test_now(test) + DMS_DAY,
                                 .context = heard,
                                 .told = hear_again };
    struct dms_replayed replayed = { .size = sizeof(replayed) };
    int64_t id = dms_test_create(test, "a_sight.letter", "words=first");
    dms_test_set(test, "a_sight.letter", id, "words=second");
    EXPECT_EVENT(test, "a_sight.letter.updated", id);
    EXPECT(test,
           dms_house_replay(dms_test_house(test), &replay, &replayed, NULL) == DMS_OK);
    EXPECT_TEXT(test, heard, "second first ");
    EXPECT(test, replayed.events >= 2);
}

static int64_t told;

static void
count_told(void *data)
{
    __atomic_add_fetch((int64_t *)data, 1, __ATOMIC_RELAXED);
}

DMS_TEST(a_front_door_knows_its_visitor_and_hears_of_events)
{
    struct dms_house *house = dms_test_house(test);
    struct dms_login login = { .size = sizeof(login),
                               .user = "cleaner",
                               .password = "none" };
    struct dms_visitor visitor = { .size = sizeof(visitor) };
    struct dms_json *answer = NULL;
    struct dms_error *error = dms_error_create();
    EXPECT(test, dms_house_login(house, &login, &answer, error) == DMS_FORBIDDEN);
    EXPECT(test, dms_house_enter(house, "nonsense", &visitor, NULL) == DMS_FORBIDDEN);
    EXPECT(test, dms_house_watch(house, count_told, &told, NULL) == DMS_OK);
    int64_t before = dms_house_last_event(house);
    dms_test_create(test, "a_sight.letter", "words=first");
    dms_house_unwatch(house, count_told, &told);
    EXPECT(test, __atomic_load_n(&told, __ATOMIC_RELAXED) > 0);
    EXPECT(test, dms_house_last_event(house) > before);
    dms_error_destroy(error);
}

int
main(void)
{
    char place[] = "/tmp/dms-abi-XXXXXX";
    int no = begin(place);
    if (no != 0)
        return no;
    int faults = try_set(place, "now", "examples_1_1",
                         ABI "/build.sh " TEST_SOURCE_DIR "/include $id");
    run("rm -rf %s", place);
    return faults == 0 ? 0 : 1;
}
