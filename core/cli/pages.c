/* pages.c - dms pages: what an interface shows to who asks; a file of a page examined. */
#include <string.h>

#include "cli/cli_inside.h"

static void
show_pages(struct cli *cli, const struct dms_json *answer)
{
    static const char *const members[] = { "page", "kind", "menu", "title" };
    static const char *const heads[] = { "cli.head.page", "cli.head.kind",
                                         "cli.head.menu", "cli.head.title" };
    const struct dms_json *pages = dms_json_at_key(answer, "pages");
    struct cli_table *table = cli_table_create(4);
    for (size_t i = 0; i < 4; i++)
        cli_table_head(cli, table, heads[i]);
    for (size_t i = 0; i < dms_json_count(pages); i++)
        for (size_t m = 0; m < 4; m++) {
            const char *text = dms_json_text_at(dms_json_at(pages, i), members[m]);
            cli_table_add(table, text != NULL ? text : "");
        }
    cli_table_print(table);
    cli_table_destroy(table);
}

static void
show_sound(struct cli *cli, const struct dms_json *answer)
{
    (void)answer;
    cli_say(cli, "cli.page_sound", "file=%s", cli_word(cli, 1));
}

static int
check(struct cli *cli, const char *path)
{
    struct dms_json *text = cli_read_file(cli, "file", path);
    if (text == NULL)
        return CLI_USAGE;
    struct dms_json *question = cli_question("page_check");
    dms_json_take_key(question, "text", text);
    dms_json_set_text(question, "file", path);
    return cli_ask_and_show(cli, question, show_sound);
}

/* dms pages list; check FILE */
int
cli_pages(struct cli *cli)
{
    const char *what = cli_word(cli, 0), *path = cli_word(cli, 1);
    if (strcmp(what, "list") == 0 && path == NULL)
        return cli_ask_and_show(cli, cli_question("pages"), show_pages);
    if (strcmp(what, "check") == 0 && path != NULL)
        return check(cli, path);
    return cli_usage(cli, "cli.help.pages", "");
}
