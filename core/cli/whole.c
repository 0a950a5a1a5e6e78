/* whole.c - the store as a whole: audit, check, backup, restore; and people's passwords. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "access/audit.h"
#include "storage/system.h"
#include "base/error.h"
#include "base/list.h"
#include "cli/cli_inside.h"
#include "storage/storage.h"

static void
show_audit(struct cli *cli, const struct dms_json *answer)
{
    const struct dms_json *rows = dms_json_at_key(answer, "rows");
    static const char *const texts[] = { "at", "user_name", "kind", "action", "entity" };
    struct cli_table *table = cli_table_create(7);
    for (size_t i = 0; i < dms_json_count(rows); i++) {
        const struct dms_json *row = dms_json_at(rows, i);
        char *id = cli_scalar(cli, dms_json_at_key(row, "id"));
        char *record = cli_scalar(cli, dms_json_at_key(row, "record"));
        cli_table_add(table, id);
        for (size_t k = 0; k < sizeof(texts) / sizeof(texts[0]); k++)
            cli_table_add(table, dms_json_text_at(row, texts[k]));
        cli_table_add(table, record);
        free(id);
        free(record);
    }
    cli_table_print(table);
    cli_table_destroy(table);
}

/* A fault of the audit chain in its words; what the database says of itself as it is. Yours
 * to free(). */
static char *
fault_text(const struct cli *cli, const struct dms_json *fault)
{
    const char *text = dms_json_text_at(fault, "text");
    return text != NULL ? memory_copy(text) : cli_scalar(cli, fault);
}

/* Faults are a refusal: a script that asks must notice. */
static int
show_verdict(struct cli *cli, const struct dms_json *answer, const char *faults,
             const char *sound, const char *unsound)
{
    const struct dms_json *list = dms_json_at_key(answer, faults);
    bool well = dms_json_boolean_at(answer, "sound");
    if (!cli->json)
        cli_say(cli, well ? sound : unsound, "rows=%lld|faults=%zu",
                (long long)dms_json_integer_at(answer, "rows"), dms_json_count(list));
    for (size_t i = 0; !cli->json && i < dms_json_count(list); i++) {
        char *text = fault_text(cli, dms_json_at(list, i));
        fprintf(stderr, "dms: %s\n", text);
        free(text);
    }
    return well ? CLI_DONE : CLI_REFUSED;
}

/* What was found becomes "audit" of WITHIN; NULL: it is the whole answer. */
static int
verify(struct cli *cli, struct dms_json *within)
{
    int result;
    struct dms_json *answer = cli_ask(cli, cli_question("audit_verify"), &result);
    if (answer == NULL)
        return result;
    result = show_verdict(cli, answer, "faults", "cli.audit_sound", "cli.audit_unsound");
    if (within != NULL)
        dms_json_take_key(within, "audit", answer);
    else if (cli->json)
        cli_print_json(answer);
    if (within == NULL)
        dms_json_destroy(answer);
    return result;
}

static void
show_anchored(struct cli *cli, const struct dms_json *answer)
{
    (void)answer;
    cli_say(cli, "cli.audit_anchored", "");
}

static int
anchor(struct cli *cli)
{
    struct dms_json *question = cli_question("audit_anchor");
    if (cli_option(cli, "reason") == NULL) {
        dms_json_destroy(question);
        return cli_usage(cli, "cli.help.audit", "");
    }
    dms_json_set_text(question, "reason", cli_option(cli, "reason"));
    return cli_ask_and_show(cli, question, show_anchored);
}

int
cli_audit(struct cli *cli)
{
    const char *what = cli_word(cli, 0);
    if (strcmp(what, "anchor") == 0)
        return anchor(cli);
    if (strcmp(what, "verify") == 0)
        return verify(cli, NULL);
    if (strcmp(what, "show") != 0)
        return cli_usage(cli, "cli.help.audit", "");
    struct dms_json *question = cli_question("audit_show");
    return cli_number(cli, "limit", question)
               ? cli_ask_and_show(cli, question, show_audit)
               : cli_drop(question);
}

int
cli_check(struct cli *cli)
{
    int result, audit;
    struct dms_json *answer = cli_ask(cli, cli_question("check"), &result);
    if (answer == NULL)
        return result;
    result =
        show_verdict(cli, answer, "problems", "cli.check_sound", "cli.check_unsound");
    audit = verify(cli, answer);
    if (cli->json)
        cli_print_json(answer);
    dms_json_destroy(answer);
    return audit > result ? audit : result;
}

static void
show_backup(struct cli *cli, const struct dms_json *answer)
{
    cli_say(cli, "cli.backed_up", "file=%s", dms_json_text_at(answer, "file"));
}

int
cli_backup(struct cli *cli)
{
    char *file = cli_absolute(cli_word(cli, 0));
    struct dms_json *question = cli_question("backup");
    dms_json_set_text(question, "file", file);
    free(file);
    return cli_ask_and_show(cli, question, show_backup);
}

static enum dms_status
last_row(const char *path, int64_t *last, struct dms_error *error)
{
    unsigned char digest[32];
    struct storage *storage = NULL;
    struct storage_session *session = NULL;
    enum dms_status st = storage_open(path, &storage, error);
    if (st == DMS_OK)
        st = storage_read_begin(storage, &session, error);
    if (st == DMS_OK)
        st = session_audit_last(session, last, digest, error);
    if (session != NULL)
        storage_read_end(session);
    storage_close(storage);
    return st;
}

/* The anchor bears witness of more than the older file holds: what goes beyond it stays beside
 * the store that was set aside. */
static enum dms_status
restore_anchor(const char *dir, const char *path, struct dms_error *error)
{
    char *anchor = NULL, *aside = NULL;
    int64_t last = 0;
    if (asprintf(&anchor, "%s/audit.anchor", dir) < 0 ||
        asprintf(&aside, "%s/audit.anchor.before-restore", dir) < 0)
        memory_end();
    enum dms_status st = last_row(path, &last, error);
    if (st == DMS_OK)
        st = audit_anchor_restore(anchor, aside, last, error);
    free(anchor);
    free(aside);
    return st;
}

int
cli_restore(struct cli *cli)
{
    struct dms_error error = { 0 };
    char *path = NULL;
    if (asprintf(&path, "%s/dms.db", cli->dir) < 0)
        memory_end();
    enum dms_status st = storage_restore(cli_word(cli, 0), path, &error);
    if (st == DMS_OK)
        st = restore_anchor(cli->dir, path, &error);
    free(path);
    if (st != DMS_OK)
        return cli_refuse(cli, &error);
    struct dms_json *answer = dms_json_create_object();
    dms_json_set_text(answer, "restored", cli_word(cli, 0));
    if (cli->json)
        cli_print_json(answer);
    else
        cli_say(cli, "cli.restored", "file=%s|dir=%s", cli_word(cli, 0), cli->dir);
    dms_json_destroy(answer);
    return CLI_DONE;
}

static void
show_user(struct cli *cli, const struct dms_json *answer)
{
    (void)answer;
    cli_say(cli, "cli.password_set", "user=%s", cli_word(cli, 0));
}

/* From standard input, so that it stands in no list of processes and no history. */
int
cli_password(struct cli *cli)
{
    char password[1024];
    if (isatty(STDIN_FILENO) != 0)
        cli_say(cli, "cli.type_password", "user=%s", cli_word(cli, 0));
    if (fgets(password, sizeof(password), stdin) == NULL)
        password[0] = '\0';
    password[strcspn(password, "\r\n")] = '\0';
    struct dms_json *question = cli_question("password");
    dms_json_set_text(question, "user", cli_word(cli, 0));
    dms_json_set_text(question, "password", password);
    explicit_bzero(password, sizeof(password));
    return cli_ask_and_show(cli, question, show_user);
}
