/* tests/core/script/editor_test.c  proves  core/script/calls_source.c, calls_words.c, overlay*.c and
 * backtest_days.c: what an editor holds is tried as if it were saved, and saved whole or not. */
#include "shop.h"
#include "script/overlay.h"

#define SALES "brands/aurora/sales.lua"
#define DECIDES                                                                          \
    "local dms <const> = require('dms')\n"                                               \
    "dms.decision { name = 'sales.authority', run = function() return { limit = %s } "   \
    "end }\n"

struct question {
    const char *name;
    struct dms_json *arguments;
    struct dms_json *answer;
};

static enum dms_status
put_question(struct dms_unit *unit, void *data, struct dms_json **answer,
             struct dms_error *error)
{
    struct question *question = data;
    (void)answer;
    return dms_call(unit, question->name, question->arguments, &question->answer, error);
}

/* ARGUMENTS in JSON with ' for ". NULL when it was refused: shop->error says why. */
static struct dms_json *
ask(struct shop *shop, const char *name, const char *arguments)
{
    struct dms_request request = { .size = sizeof(request),
                                   .flags = DMS_AS_HOUSE,
                                   .language = "en" };
    struct question question = { .name = name };
    struct dms_json *none = NULL;
    char *text = strdup(arguments);
    for (char *at = text; (at = strchr(at, '\'')) != NULL;)
        *at = '"';
    shop->error = (struct dms_error){ 0 };
    shop_must(shop, dms_json_load(text, strlen(text), &question.arguments, &shop->error));
    if (dms_house_read(shop->house, &request, put_question, &question, &none,
                       &shop->error) != DMS_OK) {
        dms_json_destroy(question.answer);
        question.answer = NULL;
    }
    dms_json_destroy(question.arguments);
    dms_json_destroy(none);
    free(text);
    return question.answer;
}

static void
write_limit(const struct shop *shop, const char *limit)
{
    char text[400];
    snprintf(text, sizeof(text), DECIDES, limit);
    shop_write(shop, SALES, text);
}

static void
open_with_limit(struct shop *shop, const char *limit)
{
    write_limit(shop, limit);
    shop_must(shop, script_activate(shop->house, &shop->error));
}

static int64_t
active(const struct shop *shop)
{
    return host_active(host_of(shop->house))->version;
}

static char *
digest_of(struct shop *shop)
{
    struct dms_json *answer = ask(shop, "rules.source", "{'file':'" SALES "'}");
    assert_non_null(answer);
    char *digest = strdup(dms_json_text_at(answer, "sha256"));
    dms_json_destroy(answer);
    return digest;
}

/* Saves LIMIT as the decision's, over the file whose digest was WAS. */
static struct dms_json *
save(struct shop *shop, const char *limit, const char *was)
{
    char arguments[800];
    snprintf(arguments, sizeof(arguments),
             "{'texts':{'" SALES "':'local dms <const> = require(\\\"dms\\\")\\n"
             "dms.decision { name = \\\"sales.authority\\\", run = function() "
             "return { limit = %s } end }\\n'},'was':{'" SALES "':'%s'},"
             "'reason':'more room','backtest':'abc'}",
             limit, was);
    return ask(shop, "rules.save", arguments);
}

static bool
disk_says(const struct shop *shop, const char *text)
{
    char file[512], held[2000] = "";
    snprintf(file, sizeof(file), "%s/%s", shop->scripts, SALES);
    FILE *stream = fopen(file, "r");
    assert_non_null(stream);
    held[fread(held, 1, sizeof(held) - 1, stream)] = 0;
    fclose(stream);
    return strstr(held, text) != NULL;
}

static void
a_file_is_read_with_its_digest_and_its_scenarios_are_listed(void **state)
{
    struct shop *shop = *state;
    shop_write(shop, "brands/aurora/sales_test.lua", "-- none yet\n");
    open_with_limit(shop, "1");
    struct dms_json *answer = ask(shop, "rules.source", "{}");
    const struct dms_json *files = dms_json_at_key(answer, "files");
    assert_int_equal(dms_json_count(files), 2);
    assert_string_equal(dms_json_text_at(dms_json_at(files, 0), "file"), SALES);
    assert_string_equal(dms_json_text_at(dms_json_at(files, 0), "brand"), "aurora");
    assert_string_equal(dms_json_text_at(dms_json_at(files, 1), "kind"), "test");
    assert_true(dms_json_boolean_at(dms_json_at(files, 0), "writable"));
    assert_string_equal(dms_json_text_at(answer, "saving"), "activates");
    dms_json_destroy(answer);
    answer = ask(shop, "rules.source", "{'file':'" SALES "'}");
    assert_non_null(strstr(dms_json_text_at(answer, "text"), "limit = 1"));
    dms_json_destroy(answer);
    assert_null(ask(shop, "rules.source", "{'file':'../../etc/passwd'}"));
    assert_int_equal(shop->error.status, DMS_NOT_FOUND);
}

static void
unsaved_text_is_checked_and_compared_without_touching_the_disk(void **state)
{
    struct shop *shop = *state;
    open_with_limit(shop, "1");
    struct dms_json *answer =
        ask(shop, "rules.check", "{'texts':{'" SALES "':'local x = \\ny'}}");
    assert_string_equal(dms_json_text_at(dms_json_at(answer, 0), "file"), SALES);
    assert_string_equal(dms_json_text_at(dms_json_at(answer, 0), "severity"), "error");
    dms_json_destroy(answer);
    answer = ask(shop, "rules.diff",
                 "{'texts':{'" SALES "':null,'brands/aurora/crm.lua':'-- new\\n'}}");
    const struct dms_json *items = dms_json_at_key(answer, "items");
    assert_int_equal(dms_json_count(items), 2);
    assert_string_equal(dms_json_text_at(dms_json_at(items, 0), "change"), "added");
    assert_string_equal(dms_json_text_at(dms_json_at(items, 1), "change"), "removed");
    dms_json_destroy(answer);
    answer = ask(shop, "rules.diff", "{}");
    assert_int_equal(dms_json_count(dms_json_at_key(answer, "items")), 0);
    dms_json_destroy(answer);
    assert_true(disk_says(shop, "limit = 1"));
}

static void
only_files_of_rules_may_be_named(void **state)
{
    static const char *const names[] = {
        "../sales.lua",
        "/etc/passwd",
        "brands/../../x.lua",
        "brands/aurora/.sales.lua",
        "brands/aurora/a.txt",
        "plugins/crm/process.lua",
        "brands/aurora/x/y.lua",
        "common/new.lua",
        "brands/aurora/i18n/fr.json",
    };
    struct shop *shop = *state;
    open_with_limit(shop, "1");
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        char arguments[200];
        snprintf(arguments, sizeof(arguments), "{'texts':{'%s':'return'},'reason':'x'}",
                 names[i]);
        assert_null(ask(shop, "rules.save", arguments));
        assert_int_equal(shop->error.status, DMS_INVALID);
        assert_null(ask(shop, "rules.check", arguments));
    }
    assert_null(ask(shop, "rules.save", "{'texts':7,'reason':'x'}"));
    assert_null(ask(shop, "rules.save", "{'texts':{'" SALES "':7},'reason':'x'}"));
}

static void
a_saved_file_is_active_and_the_log_says_who_and_why(void **state)
{
    struct shop *shop = *state;
    open_with_limit(shop, "1");
    int64_t before = active(shop);
    char *was = digest_of(shop);
    struct dms_json *answer = save(shop, "2", was);
    shop_must(shop, answer == NULL ? DMS_INVALID : DMS_OK);
    assert_string_equal(dms_json_text_at(answer, "step"), "active");
    assert_int_equal(dms_json_integer_at(answer, "version"), active(shop));
    assert_int_not_equal(active(shop), before);
    assert_true(disk_says(shop, "limit = 2"));
    dms_json_destroy(answer);
    answer = ask(shop, "rules.log", "{}");
    const struct dms_json *last = dms_json_at(dms_json_at_key(answer, "items"), 0);
    assert_string_equal(dms_json_text_at(last, "reason"), "more room");
    assert_string_equal(dms_json_text_at(last, "report"), "abc");
    dms_json_destroy(answer);
    write_limit(shop, "1"); /* as it was, by hand: nobody went back from that */
    shop_must(shop, host_activate(host_of(shop->house), "file", NULL, &shop->error));
    assert_int_equal(active(shop), before);
    free(was);
}

static void
what_somebody_else_changed_is_not_overwritten(void **state)
{
    struct shop *shop = *state;
    open_with_limit(shop, "1");
    char *was = digest_of(shop);
    write_limit(shop, "3");
    assert_null(save(shop, "2", was));
    assert_int_equal(shop->error.status, DMS_CONFLICT);
    assert_null(save(shop, "2", "")); /* nor is it a new file */
    assert_int_equal(shop->error.status, DMS_CONFLICT);
    assert_true(disk_says(shop, "limit = 3"));
    free(was);
}

static void
what_is_wrong_is_not_saved_and_the_old_rules_go_on(void **state)
{
    struct shop *shop = *state;
    open_with_limit(shop, "1");
    int64_t before = active(shop);
    char *was = digest_of(shop);
    assert_null(save(shop, "nothing.at.all", was));
    assert_string_equal(shop->error.file, SALES);
    assert_int_equal(shop->error.line, 2);
    assert_true(disk_says(shop, "limit = 1"));
    assert_int_equal(active(shop), before);
    assert_null(ask(shop, "rules.save", "{'texts':{},'reason':' '}"));
    assert_string_equal(shop->error.field, "reason");
    free(was);
}

static enum dms_status
set_two(struct dms_unit *unit, void *data, struct dms_json **answer,
        struct dms_error *error)
{
    struct dms_record *setting = NULL;
    (void)data;
    (void)answer;
    enum dms_status st = dms_unit_new(unit, "core.setting", &setting, error);
    if (st == DMS_OK)
        st = dms_record_set_text(setting, "name", "rules.activation", error);
    if (st == DMS_OK)
        st = dms_record_set_text(setting, "value", "two", error);
    return st == DMS_OK ? dms_unit_save(unit, setting, error) : st;
}

static void
where_two_must_agree_a_saved_file_waits(void **state)
{
    struct shop *shop = *state;
    struct dms_request request = { .size = sizeof(request), .flags = DMS_AS_HOUSE };
    struct dms_json *answer = NULL;
    open_with_limit(shop, "1");
    int64_t before = active(shop);
    shop_must(shop, dms_house_write(shop->house, &request, set_two, NULL, &answer,
                                    &shop->error));
    char *was = digest_of(shop);
    answer = save(shop, "2", was);
    shop_must(shop, answer == NULL ? DMS_INVALID : DMS_OK);
    assert_string_equal(dms_json_text_at(answer, "step"), "waits");
    assert_true(dms_json_integer_at(answer, "version") > before);
    assert_int_equal(active(shop), before);
    assert_true(disk_says(shop, "limit = 2"));
    dms_json_destroy(answer);
    free(was);
}

static void
files_of_a_new_brand_come_and_go_together(void **state)
{
    struct shop *shop = *state;
    struct stat about;
    char folder[300];
    struct replaced *replaced = NULL;
    struct dms_json *texts = dms_json_create_object();
    open_with_limit(shop, "1");
    dms_json_set_text(texts, "brands/nova/sales.lua", "-- nova\n");
    dms_json_set_text(texts, "brands/nova/i18n/zh.json", "{}");
    dms_json_take_key(texts, SALES, dms_json_create_null());
    snprintf(folder, sizeof(folder), "%s/brands/nova", shop->scripts);
    shop_must(shop, overlay_replace(shop->scripts, texts, &replaced, &shop->error));
    assert_int_equal(stat(folder, &about), 0);
    assert_false(overlay_writable(shop->scripts, SALES));
    replaced_undo(replaced);
    assert_true(overlay_writable(shop->scripts, SALES));
    assert_int_not_equal(stat(folder, &about), 0);
    dms_json_destroy(texts);
}

/* How often word LABEL of KIND is offered for FILE. */
static int
offered(struct shop *shop, const char *label, const char *kind, const char *of)
{
    int found = 0;
    struct dms_json *answer = ask(shop, "rules.words", "{'file':'" SALES "'}");
    const struct dms_json *words = dms_json_at_key(answer, "words");
    for (size_t i = 0; i < dms_json_count(words); i++) {
        const struct dms_json *word = dms_json_at(words, i);
        const char *own = dms_json_text_at(word, "of");
        found += strcmp(dms_json_text_at(word, "label"), label) == 0 &&
                 strcmp(dms_json_text_at(word, "kind"), kind) == 0 &&
                 strcmp(own == NULL ? "" : own, of) == 0;
    }
    dms_json_destroy(answer);
    return found;
}

static void
words_are_offered_with_what_they_belong_to(void **state)
{
    struct shop *shop = *state;
    shop_write(shop, "brands/aurora/i18n/zh.json", "{\"aurora.no\":\"不行。\"}");
    shop_write(shop, "brands/aurora/i18n/en.json", "{\"aurora.no\":\"No.\"}");
    open_with_limit(shop, "1");
    assert_int_equal(offered(shop, "dms.deny", "function", ""), 1);
    assert_int_equal(offered(shop, "crm.lead", "entity", ""), 1);
    assert_int_equal(offered(shop, "budget", "field", "crm.lead"), 1);
    assert_int_equal(offered(shop, "walk_in", "choice", "crm.lead"), 1);
    assert_int_equal(offered(shop, "admin", "role", ""), 1);
    assert_int_equal(offered(shop, "rules.check", "call", ""), 1);
    assert_int_equal(offered(shop, "quiet", "member", "dms.follow_up"), 1);
    assert_int_equal(offered(shop, "aurora.no", "key", ""), 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, shop_setup, shop_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_file_is_read_with_its_digest_and_its_scenarios_are_listed),
        TEST(unsaved_text_is_checked_and_compared_without_touching_the_disk),
        TEST(only_files_of_rules_may_be_named),
        TEST(a_saved_file_is_active_and_the_log_says_who_and_why),
        TEST(what_somebody_else_changed_is_not_overwritten),
        TEST(what_is_wrong_is_not_saved_and_the_old_rules_go_on),
        TEST(where_two_must_agree_a_saved_file_waits),
        TEST(files_of_a_new_brand_come_and_go_together),
        TEST(words_are_offered_with_what_they_belong_to),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
