/* plugin_asked.c - everything a house has to say of a plugin: what did not load, its rules. */
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "cli/plugin_inside.h"
#include "unit/unsaid.h"

#define MOST_KEYS 12 /* more nobody reads in a line */

struct asking {
    const struct cli *cli;
    struct dms_house *house;
    const char *dir, *id;
    struct dms_json *findings;
};

void
plugin_finding(const struct cli *cli, const struct messages *messages,
               struct dms_json *findings, const struct dms_error *error)
{
    struct dms_json *finding = error_json(error);
    char *text = messages_error(messages, cli->language, error);
    dms_json_set_text(finding, "severity", "error");
    dms_json_set_text(finding, "text", text);
    free(text);
    dms_json_take(findings, finding);
}

/* NULL after adding why there is none. */
static struct dms_json *
put(const struct asking *asking, const char *call, const char *question)
{
    struct dms_error error = { 0 };
    struct dms_json *json = dms_json_create_object(), *answer = NULL;
    const struct dms_request request = { .size = sizeof(request),
                                         .flags = DMS_AS_HOUSE,
                                         .language = asking->cli->language };
    dms_json_set_text(json, "do", question);
    if (call != NULL) {
        dms_json_set_text(json, "name", call);
        dms_json_take_key(json, "arguments", dms_json_create_object());
    }
    if (dms_house_ask(asking->house, &request, json, &answer, &error) != DMS_OK)
        plugin_finding(asking->cli, asking->cli->messages, asking->findings, &error);
    dms_json_destroy(json);
    return answer;
}

/* "plugins/key_board/process.lua" as it is on the disk; NULL: of no plugin. Yours to free(). */
static char *
real_file(const struct asking *asking, const char *file)
{
    char *path = NULL, start[80];
    int size = snprintf(start, sizeof(start), "plugins/%s/", asking->id);
    if (file == NULL || strncmp(file, start, (size_t)size) != 0)
        return NULL;
    if (asprintf(&path, "%s/%s", asking->dir, file + size) < 0)
        memory_end();
    return path;
}

/* With the place as it is on the disk, whether the sentence begins with it or not. */
static void
put_place(struct dms_json *finding, const char *path)
{
    char place[600], *text = NULL;
    const char *file = dms_json_text_at(finding, "file"),
               *told = dms_json_text_at(finding, "text");
    long long line = dms_json_integer_at(finding, "line");
    int size = snprintf(place, sizeof(place), "%s:%lld:", file, line);
    if (size < (int)sizeof(place) && strncmp(told, place, (size_t)size) == 0)
        told += size + (told[size] == ' ');
    if (asprintf(&text, "%s:%lld: %s", path, line, told) < 0)
        memory_end();
    dms_json_set_text(finding, "text", text);
    dms_json_set_text(finding, "file", path);
    free(text);
}

/* What a rule costs is no fault, and what another plugin's rules say is not this one's. */
static bool
add_rules(const struct asking *asking)
{
    bool wrong = false;
    struct dms_json *answer = put(asking, "rules.check", "call");
    const struct dms_json *list = dms_json_at_key(answer, "answer");
    for (size_t i = 0; i < dms_json_count(list); i++) {
        const struct dms_json *item = dms_json_at(list, i);
        const char *severity = dms_json_text_at(item, "severity");
        char *path = real_file(asking, dms_json_text_at(item, "file"));
        if (path != NULL && strcmp(severity, "info") != 0) {
            struct dms_json *finding = dms_json_copy(item);
            wrong = wrong || strcmp(severity, "error") == 0;
            put_place(finding, path);
            dms_json_take(asking->findings, finding);
        }
        free(path);
    }
    dms_json_destroy(answer);
    return wrong;
}

/* Rules that do not compile are told line by line already. */
static void
add_notices(const struct asking *asking, bool rules_told)
{
    struct dms_json *answer = put(asking, NULL, "notices");
    const struct dms_json *list = dms_json_at_key(answer, "notices");
    for (size_t i = 0; i < dms_json_count(list); i++) {
        const struct dms_json *notice = dms_json_at(list, i);
        const char *of = dms_json_text_at(notice, "plugin");
        if (rules_told && of != NULL && strcmp(of, "rules") == 0)
            continue;
        struct dms_json *finding = dms_json_copy(notice);
        dms_json_set_text(finding, "severity", "error");
        dms_json_take(asking->findings, finding);
    }
    dms_json_destroy(answer);
}

/* Pages were read before there were processes: whose states they ask for is looked up now. */
static void
add_page(const struct asking *asking, const char *path)
{
    struct dms_error error = { 0 };
    struct text text = { 0 };
    char piece[4096];
    FILE *file = fopen(path, "re");
    text_add(&text, "");
    for (size_t got; file != NULL && (got = fread(piece, 1, sizeof(piece), file)) > 0;)
        text_add_sized(&text, piece, got);
    if (file != NULL)
        fclose(file);
    const struct dms_page card = { .size = sizeof(card),
                                   .text = text.data,
                                   .file = path };
    if (dms_house_check_page(asking->house, &card, &error) != DMS_OK &&
        strncmp(dms_error_key(&error), "page.unknown_state", 18) == 0)
        plugin_finding(asking->cli, asking->cli->messages, asking->findings, &error);
    text_clear(&text);
}

static void
add_pages(const struct asking *asking)
{
    glob_t found = { 0 };
    char *pattern = NULL;
    if (asprintf(&pattern, "%s/pages/*.json", asking->dir) < 0)
        memory_end();
    if (glob(pattern, 0, NULL, &found) == 0)
        for (size_t i = 0; i < found.gl_pathc; i++)
            add_page(asking, found.gl_pathv[i]);
    globfree(&found);
    free(pattern);
}

/* One line for each language: how many sentences are missing, and which, as far as that can be read. */
static void
add_unsaid(const struct asking *asking, const char *language)
{
    struct dms_error error = { 0 };
    struct text keys = { 0 };
    char *file = NULL;
    struct dms_json *list = unsaid_words(asking->house, asking->id, language);
    size_t count = dms_json_count(list);
    text_add(&keys, "");
    for (size_t i = 0; i < count && i < MOST_KEYS; i++)
        text_printf(&keys, "%s%s", i > 0 ? ", " : "",
                    dms_json_text(dms_json_at(list, i)));
    if (asprintf(&file, "%s/i18n/%s.json", asking->dir, language) < 0)
        memory_end();
    dms_fail(&error, DMS_INVALID, "plugin.unsaid", "count=%zu|keys=%s%s", count,
             keys.data, count > MOST_KEYS ? " …" : "");
    dms_error_at_file(&error, file, 0);
    if (count > 0)
        plugin_finding(asking->cli, asking->cli->messages, asking->findings, &error);
    free(file);
    text_clear(&keys);
    dms_json_destroy(list);
}

struct dms_json *
plugin_asked(const struct cli *cli, struct dms_house *house, const char *dir,
             const char *id)
{
    const struct asking asking = { cli, house, dir, id, dms_json_create_array() };
    add_notices(&asking, add_rules(&asking));
    add_pages(&asking);
    add_unsaid(&asking, "zh");
    add_unsaid(&asking, "en");
    return asking.findings;
}
