/* messages_test.c  proves  core/base/messages.c and log.c */
#include "proof.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/messages.h"

struct desk {
    char folder[64];
    struct messages *messages;
    struct dms_error error;
};

static void
write_file(const struct desk *desk, const char *name, const char *content)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", desk->folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(content, file);
    fclose(file);
}

static int
open_desk(void **state)
{
    struct desk *desk = calloc(1, sizeof *desk);
    strcpy(desk->folder, "/tmp/dms-messages-XXXXXX");
    assert_non_null(mkdtemp(desk->folder));
    desk->messages = messages_create();
    *state = desk;
    return 0;
}

static int
close_desk(void **state)
{
    struct desk *desk = *state;
    static const char *const names[] = { "zh.json", "en.json", "log" };
    for (size_t i = 0; i < 3; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s/%s", desk->folder, names[i]);
        unlink(path);
    }
    rmdir(desk->folder);
    messages_destroy(desk->messages);
    messages_destroy(NULL);
    free(desk);
    return 0;
}

static void
load(struct desk *desk)
{
    write_file(
        desk, "zh.json",
        "{\"t.a\":\"缺 {part}：剩 {free}\",\"t.zh\":\"只有中文\",\"t.part\":\"机油\"}");
    write_file(desk, "en.json",
               "{\"t.a\":\"no {part}: {free} left\",\"t.part\":\"oil\",\"t.{\":\"a { b "
               "{} {x\"}");
    assert_int_equal(messages_load(desk->messages, desk->folder, &desk->error), DMS_OK);
}

static void
assert_text(struct desk *desk, const char *language, const char *key, const char *values,
            const char *expected)
{
    struct dms_json *json = NULL;
    if (values != NULL)
        assert_int_equal(dms_json_load(values, strlen(values), &json, NULL), DMS_OK);
    char *text = messages_text(desk->messages, language, key, json);
    assert_string_equal(text, expected);
    free(text);
    dms_json_destroy(json);
}

static void
the_core_speaks_both_languages_from_the_start(void **state)
{
    struct desk *desk = *state;
    const char *chinese = messages_at(desk->messages, "zh", "json.too_deep");
    const char *english = messages_at(desk->messages, "en", "json.too_deep");
    assert_non_null(chinese);
    assert_non_null(english);
    assert_string_not_equal(chinese, english);
    assert_null(messages_at(desk->messages, "zh", "no.such"));
}

static void
gaps_are_filled_with_texts_and_numbers(void **state)
{
    struct desk *desk = *state;
    load(desk);
    assert_text(desk, "zh", "t.a", "{\"part\":\"滤芯\",\"free\":3}", "缺 滤芯：剩 3");
    assert_text(desk, "en", "t.a", "{\"part\":\"@t.part\",\"free\":1.5}",
                "no oil: 1.5 left");
    assert_text(desk, "en", "t.a", "{\"part\":\"@t.a\",\"free\":2}",
                "no no no {part}: {free} left: 2 left: 2 left");
    assert_text(desk, "zh", "t.a", "{\"part\":\"{free}\",\"free\":0}", "缺 {free}：剩 0");
    assert_text(desk, "en", "t.a", "{\"part\":\"@home\",\"free\":true}",
                "no @home: true left");
    assert_text(desk, "en", "t.{", NULL, "a { b {} {x");
}

static void
names_in_a_list_are_each_said_in_words(void **state)
{
    struct desk *desk = *state;
    load(desk);
    assert_text(desk, "en", "t.a", "{\"part\":\"@t.part, @t.part\",\"free\":1}",
                "no oil, oil: 1 left");
    assert_text(desk, "zh", "t.a", "{\"part\":\"@t.part, @transition.t.go\",\"free\":1}",
                "缺 机油, go：剩 1");
}

static void
a_missing_language_borrows_from_the_other(void **state)
{
    struct desk *desk = *state;
    load(desk);
    assert_text(desk, "en", "t.zh", NULL, "只有中文");
    assert_text(desk, "en", "t.unknown", NULL, "t.unknown");
}

static void
an_error_is_one_whole_sentence(void **state)
{
    struct desk *desk = *state;
    struct dms_error error = { 0 };
    load(desk);
    dms_fail(&error, DMS_DENIED, "t.a", "part=%s|free=%d", "@t.part", 2);
    char *text = messages_error(desk->messages, "zh", &error);
    assert_string_equal(text, "缺 机油：剩 2");
    free(text);
    dms_error_at_field(&error, "quantity");
    dms_error_at_file(&error, "orders.csv", 12);
    dms_error_at_rule(&error, "aurora/parts/shelf");
    text = messages_error(desk->messages, "en", &error);
    assert_string_equal(
        text, "orders.csv:12: quantity: no oil: 2 left (rule aurora/parts/shelf)");
    free(text);
    text = messages_error(desk->messages, "zh", &error);
    assert_string_equal(
        text, "orders.csv:12: quantity: 缺 机油：剩 2（规则 aurora/parts/shelf）");
    free(text);
}

static void
a_folder_without_files_is_fine(void **state)
{
    struct desk *desk = *state;
    assert_int_equal(messages_load(desk->messages, desk->folder, &desk->error), DMS_OK);
    assert_int_equal(messages_load(desk->messages, "/nowhere/at/all", &desk->error),
                     DMS_OK);
}

static void
assert_broken(struct desk *desk, const char *content, int64_t line)
{
    dms_error_clear(&desk->error);
    write_file(desk, "en.json", content);
    assert_int_equal(messages_load(desk->messages, desk->folder, &desk->error),
                     DMS_INVALID);
    assert_non_null(strstr(dms_error_file(&desk->error), "en.json"));
    assert_int_equal(dms_error_line(&desk->error), line);
}

static void
a_broken_file_is_told_with_its_line_and_changes_nothing(void **state)
{
    struct desk *desk = *state;
    write_file(desk, "zh.json", "{\"t.new\":\"新\"}");
    assert_broken(desk, "{\n\"t.a\":\n}", 3);
    assert_broken(desk, "{\"t.a\":\"x\",\n\"t.a\":\"y\"}", 2);
    assert_broken(desk, "{\"t.first\":\"x\",\"t.a\":5}", 0);
    assert_string_equal(dms_error_value(&desk->error, "key"), "t.a");
    assert_broken(desk, "[\"t.a\"]", 0);
    assert_broken(desk, "5", 0);
    assert_broken(desk, "", 1);
    assert_null(messages_at(desk->messages, "zh", "t.new"));
    assert_null(messages_at(desk->messages, "en", "t.first"));
}

/* What TELL writes to stderr. */
static void
read_log(struct desk *desk, void (*tell)(void), char *line, size_t size)
{
    char path[128];
    snprintf(path, sizeof path, "%s/log", desk->folder);
    int kept = dup(STDERR_FILENO);
    FILE *file = fopen(path, "w+");
    assert_non_null(file);
    dup2(fileno(file), STDERR_FILENO);
    tell();
    dup2(kept, STDERR_FILENO);
    close(kept);
    rewind(file);
    line[fread(line, 1, size - 1, file)] = '\0';
    fclose(file);
}

static void
tell_three(void)
{
    struct dms_error error = { 0 };
    log_line(LOG_NOTICE, "t.dropped", "a=%d", 1);
    log_line(LOG_WARNING, "t.kept", "name=%s|count=%d", "two words\nforged \"x\"", 2);
    dms_fail(&error, DMS_FULL, "t.full", "path=%s", "/x");
    dms_error_at_file(&error, "a.c", 7);
    log_error(&error);
    log_set_level(LOG_DEBUG);
    log_line(LOG_DEBUG, "t.debug", "");
    log_set_level(LOG_WARNING);
}

static void
a_log_line_is_time_level_key_and_pairs(void **state)
{
    char lines[1024];
    read_log(*state, tell_three, lines, sizeof lines);
    assert_null(strstr(lines, "t.dropped"));
    assert_non_null(
        strstr(lines, " warning t.kept name=\"two words forged \\\"x\\\"\" count=2\n"));
    assert_non_null(strstr(lines, " error t.full status=full path=/x file=a.c line=7\n"));
    assert_non_null(strstr(lines, " debug t.debug\n"));
    assert_int_equal(lines[4], '-');
    assert_int_equal(lines[10], 'T');
}

static char *
sentence(void *data, const struct dms_error *error)
{
    return messages_error(data, "en", error);
}

static const char *
whose(const void *work)
{
    return work;
}

static struct messages *speaker;

static void
tell_json(void)
{
    struct dms_error error = { 0 };
    char name[1100];
    memset(name, '"', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    log_set_format(LOG_JSON);
    log_set_sentence(sentence, speaker);
    log_about("r-1", whose, "crm");
    dms_fail(&error, DMS_FULL, "house.no_folder", "dir=%s|reason=a \"b\"\\", "/x");
    dms_error_at_file(&error, "a.c", 7);
    log_error(&error);
    log_about(NULL, NULL, NULL);
    log_line(LOG_WARNING, "house.no_folder", "dir=%s|reason=", name);
    log_set_sentence(NULL, NULL);
    log_set_format(LOG_TEXT);
}

static void
a_json_log_line_is_one_object_whatever_it_says(void **state)
{
    struct desk *desk = *state;
    char lines[16384];
    struct dms_json *json = NULL;
    speaker = desk->messages;
    read_log(desk, tell_json, lines, sizeof lines);
    char *second = strchr(lines, '\n') + 1;
    assert_int_equal(dms_json_load(lines, (size_t)(second - lines), &json, NULL), DMS_OK);
    assert_string_equal(dms_json_text_at(json, "level"), "error");
    assert_string_equal(dms_json_text_at(json, "key"), "house.no_folder");
    assert_string_equal(dms_json_text_at(json, "request"), "r-1");
    assert_string_equal(dms_json_text_at(json, "plugin"), "crm");
    assert_int_equal(dms_json_integer_at(json, "line"), 7);
    assert_string_equal(dms_json_text_at(dms_json_at_key(json, "values"), "reason"),
                        "a \"b\"\\");
    assert_non_null(strstr(dms_json_text_at(json, "text"), "/x cannot be made: a \"b\""));
    dms_json_destroy(json);
    assert_int_equal(dms_json_load(second, strlen(second), &json, NULL), DMS_OK);
    assert_null(dms_json_text_at(json, "request"));
    dms_json_destroy(json);
}

#define DESK_TEST(test) cmocka_unit_test_setup_teardown(test, open_desk, close_desk)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(the_core_speaks_both_languages_from_the_start),
        DESK_TEST(gaps_are_filled_with_texts_and_numbers),
        DESK_TEST(names_in_a_list_are_each_said_in_words),
        DESK_TEST(a_missing_language_borrows_from_the_other),
        DESK_TEST(an_error_is_one_whole_sentence),
        DESK_TEST(a_folder_without_files_is_fine),
        DESK_TEST(a_broken_file_is_told_with_its_line_and_changes_nothing),
        DESK_TEST(a_log_line_is_time_level_key_and_pairs),
        DESK_TEST(a_json_log_line_is_one_object_whatever_it_says),
    };
    return PROVE(tests);
}
