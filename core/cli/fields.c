/* fields.c - field=value, field:=JSON and field=@FILE from the command line. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "cli/cli_inside.h"

#define FILE_LIMIT (16 << 20)

struct dms_json *
cli_json(struct cli *cli, const char *name, const char *text)
{
    struct dms_error error = { 0 };
    struct dms_json *json = NULL;
    if (dms_json_load(text, strlen(text), &json, &error) == DMS_OK)
        return json;
    dms_error_at_field(&error, name);
    cli_refuse(cli, &error);
    return NULL;
}

struct dms_json *
cli_read_file(struct cli *cli, const char *name, const char *path)
{
    struct dms_error error = { 0 };
    struct text text = { 0 };
    char piece[65536];
    size_t size;
    FILE *file = fopen(path, "rbe");
    text_add(&text, "");
    while (file != NULL && text.size < FILE_LIMIT &&
           (size = fread(piece, 1, sizeof(piece), file)) > 0)
        text_add_sized(&text, piece, size);
    bool failed = file == NULL || ferror(file) != 0;
    int reason = errno;
    if (file != NULL)
        fclose(file);
    struct dms_json *json =
        failed ? NULL : dms_json_create_text_sized(text.data, text.size);
    text_clear(&text);
    if (json != NULL)
        return json;
    if (failed)
        dms_fail_field(&error, DMS_INVALID, name, "cli.cannot_read", "file=%s|reason=%s", path,
                       strerror(reason));
    else
        dms_fail_field(&error, DMS_INVALID, name, "cli.not_text", "file=%s", path);
    cli_refuse(cli, &error);
    return NULL;
}

/* NULL after saying what is wrong. */
static struct dms_json *
read_value(struct cli *cli, const char *name, const char *value, bool json)
{
    if (json)
        return cli_json(cli, name, value);
    if (value[0] == '@' && value[1] != '\0' && strchr(value + 1, '@') == NULL)
        return cli_read_file(cli, name, value + 1);
    struct dms_json *text = dms_json_create_text(value);
    struct dms_error error = { 0 };
    if (text != NULL)
        return text;
    dms_fail_field(&error, DMS_INVALID, name, "cli.not_utf8", "");
    cli_refuse(cli, &error);
    return NULL;
}

static bool
add_field(struct cli *cli, struct dms_json *fields, const char *word)
{
    const char *equal = strchr(word, '=');
    if (equal == NULL || equal == word) {
        cli_usage(cli, "cli.field_needs_value", "word=%s", word);
        return false;
    }
    bool json = equal[-1] == ':';
    char *name = strndup(word, (size_t)(equal - word) - json);
    struct dms_json *value = read_value(cli, name, equal + 1, json);
    if (value != NULL)
        dms_json_take_key(fields, name, value);
    free(name);
    return value != NULL;
}

struct dms_json *
cli_fields(struct cli *cli, size_t from)
{
    struct dms_json *fields = dms_json_create_object();
    for (size_t i = from; i < cli->words.count; i++) {
        if (add_field(cli, fields, cli_word(cli, i)))
            continue;
        dms_json_destroy(fields);
        return NULL;
    }
    return fields;
}
