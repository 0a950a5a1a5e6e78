/* malformed_bodies.c - bodies that are no JSON, too much JSON, or JSON of the wrong shape; and
 * requests cut, bent or glued together. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "support/malformed.h"

#define LEADS "/api/v1/crm.lead"
#define DEEP  100000

static const char *const posts[] = { LEADS,
                                     "/api/v1/login",
                                     LEADS "/batch",
                                     LEADS "/1/transitions/follow",
                                     LEADS "/1/reveal/phone",
                                     "/api/v1/calls/crm.check",
                                     "/api/v1/tokens",
                                     NULL };

static void
post(struct malformed_source *source, FILE *out, const char *body)
{
    malformed_post(source, out, malformed_choice(source, posts), body, strlen(body));
}

static void
deep_json(struct malformed_source *source, FILE *out)
{
    static char body[2 * DEEP + 32];
    bool objects = malformed_number(source, 2) == 0;
    size_t size = 0;
    if (objects)
        for (; size + 5 < 2 * DEEP; size += 5)
            memcpy(body + size, "{\"a\":", 5);
    else
        size = (size_t)sprintf(body, "{\"name\":");
    for (int i = 0; !objects && i < DEEP; i++)
        body[size++] = '[';
    malformed_post(source, out, malformed_choice(source, posts), body, size);
}

static void
no_json(struct malformed_source *source, FILE *out)
{
    static const char *const bodies[] = {
        "{\"name\":\"a\",\"name\":\"b\"}",
        "{\"amount\":1e999}",
        "{\"amount\":-1e999}",
        "{\"amount\":99999999999999999999999999999999999999}",
        "{\"amount\":NaN}",
        "{\"amount\":01}",
        "{\"amount\":0x10}",
        "{\"name\":\"\\ud800\"}",
        "{\"name\":\"\\u0000\"}",
        "{\"name\":\"\xff\xfe\"}",
        "{\"name\":\"\xed\xa0\x80\"}",
        "\xef\xbb\xbf{}x",
        "{\"name\":\"a\"",
        "{\"name\":\"a\"}}",
        "{'name':'a'}",
        "{\"name\":\"a\",}",
        "{\"name\"",
        "[]",
        "\"text\"",
        "null",
        "1",
        "<lead/>",
        "name=a&phone=1",
        "{\"name\":\"\n\"}",
        NULL
    };
    post(source, out, malformed_choice(source, bodies));
}

static void
wrong_shapes(struct malformed_source *source, FILE *out)
{
    static const char *const bodies[] = {
        "{\"name\":{}}",
        "{\"name\":[1,2]}",
        "{\"phone\":true}",
        "{\"id\":1,\"rev\":2,\"created_at\":3}",
        "{\"owner\":\"nobody\"}",
        "{\"owner\":-1}",
        "{\"__proto__\":{}}",
        "{\"\":1}",
        "{\"name\":\"x\",\"source\":\"nosuch\"}",
        "{\"state\":\"done\"}",
        "{\"items\":{}}",
        "{\"items\":[[[]]]}",
        "{\"items\":[{\"id\":{}}]}",
        "{\"items\":[{\"fields\":1}]}",
        "{\"items\":[{\"do\":\"drop\"}]}",
        "{\"items\":[{\"id\":9223372036854775807,\"do\":\"remove\"}]}",
        "{\"items\":[null,false,1.5]}",
        "{\"name\":9223372036854775807}",
        NULL
    };
    malformed_post(source, out, malformed_number(source, 2) == 0 ? LEADS : LEADS "/batch",
                   "", 0);
    post(source, out, malformed_choice(source, bodies));
}

static void
random_bytes(struct malformed_source *source, FILE *out)
{
    char body[600];
    size_t size = 1 + malformed_number(source, sizeof(body) - 1);
    for (size_t i = 0; i < size; i++)
        body[i] = (char)malformed_number(source, 256);
    malformed_post(source, out, malformed_choice(source, posts), body, size);
}

static void
wrong_types(struct malformed_source *source, FILE *out)
{
    static const char *const types[] = { "text/plain",
                                         "application/jsonx",
                                         "application/json; charset=gbk",
                                         "multipart/form-data; boundary=x",
                                         "application/x-www-form-urlencoded",
                                         "application/json/",
                                         "/",
                                         ";",
                                         NULL };
    malformed_begin(source, out, "POST", LEADS);
    fprintf(out, "Content-Type: %s\r\nContent-Length: 2\r\n\r\n{}",
            malformed_choice(source, types));
}

static void
too_large(struct malformed_source *source, FILE *out)
{
    char kilobyte[1024];
    memset(kilobyte, ' ', sizeof(kilobyte));
    malformed_begin(source, out, "POST", LEADS);
    fputs("Content-Type: application/json\r\nContent-Length: 2097152\r\n\r\n", out);
    for (int i = 0; i < 2048; i++)
        fwrite(kilobyte, 1, sizeof(kilobyte), out);
}

static void
body_where_none_belongs(struct malformed_source *source, FILE *out)
{
    malformed_begin(source, out, malformed_number(source, 2) == 0 ? "GET" : "DELETE",
                    LEADS "/999999");
    fputs("Content-Length: 2\r\n\r\n{}", out);
}

static void
whole(struct malformed_source *source, char **text, size_t *size)
{
    static const char body[] =
        "{\"name\":\"x\",\"phone\":\"13800138000\",\"source\":\"nosuch\"}";
    FILE *out = open_memstream(text, size);
    if (out == NULL)
        abort();
    malformed_post(source, out, LEADS, body, sizeof(body) - 1);
    fclose(out);
}

static void
cut_anywhere(struct malformed_source *source, FILE *out)
{
    char *text = NULL;
    size_t size = 0;
    whole(source, &text, &size);
    fwrite(text, 1, malformed_number(source, (unsigned)size), out);
    free(text);
}

static void
bent_anywhere(struct malformed_source *source, FILE *out)
{
    char *text = NULL;
    size_t size = 0;
    whole(source, &text, &size);
    for (unsigned i = 1 + malformed_number(source, 4); i > 0; i--)
        text[malformed_number(source, (unsigned)size)] =
            (char)malformed_number(source, 256);
    fwrite(text, 1, size, out);
    free(text);
}

/* Good and bad ones in one breath. */
static void
pipelined(struct malformed_source *source, FILE *out)
{
    for (unsigned i = 2 + malformed_number(source, 20); i > 0; i--) {
        bool good = malformed_number(source, 2) == 0;
        malformed_begin(source, out, "GET", good ? "/healthz" : "/nowhere");
        fputs("\r\n", out);
    }
    fputs("\x01\x02\r\n\r\n", out);
}

const struct malformed_kind malformed_bodies[] = {
    { "100,000 deep", MALFORMED_PLAIN, deep_json },
    { "no JSON", 0, no_json },
    { "wrong shapes", 0, wrong_shapes },
    { "random bytes", 0, random_bytes },
    { "wrong types", 0, wrong_types },
    { "too large", MALFORMED_SILENT, too_large },
    { "body where none belongs", 0, body_where_none_belongs },
    { "cut", MALFORMED_PLAIN | MALFORMED_SILENT, cut_anywhere },
    { "bent", MALFORMED_PLAIN | MALFORMED_SILENT | MALFORMED_VERSION, bent_anywhere },
    { "pipelined", MALFORMED_PLAIN | MALFORMED_PASSES, pipelined },
    { NULL, 0, NULL },
};
