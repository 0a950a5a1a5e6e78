/* cli_inside.h - what the commands share: the line as it was read, asking, answering. */
#ifndef DMS_CLI_CLI_INSIDE_H
#define DMS_CLI_CLI_INSIDE_H

#include "base/list.h"
#include "base/messages.h"
#include "base/text.h"
#include "cli/cli.h"

enum cli_exit { CLI_DONE, CLI_REFUSED, CLI_USAGE, CLI_STORAGE };

struct cli;

struct cli_command {
    const char *name;    /* "list" */
    const char *options; /* "where= sort= demo on==": '=' when it takes a value, "==" a value
                          * and an id, which is then the option id */
    int least, most;     /* words after the name; most -1: any number */
    int (*run)(struct cli *cli);
};
extern const struct cli_command cli_commands[]; /* ends with a NULL name */

struct cli {
    const struct cli_rooms *rooms;
    const char *dir, *user, *store, *language;
    bool json;
    bool quiet; /* the command tells itself what of the house does not work */
    const struct cli_command *command;
    struct list words;         /* after the command */
    struct list names, values; /* the command's options; a flag's value is "" */
    struct messages *messages; /* the core's own sentences, for when no house is open */
    struct dms_house *house;   /* opened in this process; NULL: not (yet) */
    int socket;                /* to dms serve; -1: none */
    struct dms_json *kind;     /* description of the entity last shown */
    struct dms_json *gathered; /* with --json: where refusals go instead of the screen */
};

/* arguments.c: reads the line. 0, or CLI_USAGE after saying why. */
int cli_read(struct cli *cli, int argc, char **argv);
const char *cli_word(const struct cli *cli, size_t index); /* NULL past the end */
const char *cli_option(const struct cli *cli, const char *name); /* NULL: not given */
/* Adds option NAME to QUESTION as the whole number it is; false after saying that it is none. */
bool cli_number(const struct cli *cli, const char *name, struct dms_json *question);
/* The command called NAME; NULL after saying that there is none. */
const struct cli_command *cli_command_at(const struct cli *cli, const char *name);
/* "name=value", "name:=JSON", "name=@FILE" from word FROM on, as an object; NULL after saying
 * what is wrong. Yours to destroy. */
struct dms_json *cli_fields(struct cli *cli, size_t from);
/* JSON text from the command line (NAME: what it was given for). NULL after saying why. */
struct dms_json *cli_json(struct cli *cli, const char *name, const char *text);

/* connect.c: puts MESSAGE (taken) to dms serve, or to a house opened here. NULL after the
 * error has been said; *RESULT is then the exit code. */
struct dms_json *cli_send(struct cli *cli, struct dms_json *message, int *result);
/* The same without a word: {"answer"} or {"error"} as cli_work gives it, or NULL with ERROR. */
struct dms_json *cli_put(struct cli *cli, struct dms_json *message, struct dms_error *error);
/* {"do":NAME}; add members, then cli_ask, which takes it. */
struct dms_json *cli_question(const char *name);
struct dms_json *cli_ask(struct cli *cli, struct dms_json *question, int *result);
/* A question that will not be asked, for what was wrong has been said. Returns CLI_USAGE. */
int cli_drop(struct dms_json *question);
/* The same for when the answer is shown as it is. */
int cli_ask_and_show(struct cli *cli, struct dms_json *question,
                     void (*show)(struct cli *cli, const struct dms_json *answer));
/* A connection to whoever listens in DIR; -1: nobody does. */
int cli_knock(const char *dir);
/* Closes what was opened, after everybody was told what happened. */
void cli_leave(struct cli *cli);

/* work.c: what a message asks, done in HOUSE. {"answer":…} or {"error":{…,"text"}}; yours to
 * destroy. PROGRESS may be NULL. */
typedef void (*cli_progress)(const struct dms_json *progress, void *context);
struct dms_json *cli_work(struct dms_house *house, const struct dms_json *message,
                          cli_progress progress, void *context);
/* fields.c: the text of a file; NULL after saying, as of NAME, what is wrong. Yours to destroy. */
struct dms_json *cli_read_file(struct cli *cli, const char *name, const char *path);
/* files.c: dms serve has another working directory than who asks. Yours to free(). */
char *cli_absolute(const char *path);
/* work_config.c, doctor_house.c: what an administrator asks about the installation. */
enum dms_status cli_work_config(struct dms_house *house, const struct dms_request *request,
                                const struct dms_json *message, struct dms_json **answer,
                                struct dms_error *error);
enum dms_status cli_work_doctor(struct dms_house *house, const struct dms_request *request,
                                struct dms_json **answer, struct dms_error *error);
/* FORBIDDEN unless the requester is an administrator. */
enum dms_status cli_need_admin(struct dms_house *house, const struct dms_request *request,
                               struct dms_error *error);
/* Array of error_json with "text", of ERRORS (struct dms_error), which is cleared. */
struct dms_json *cli_errors_json(struct dms_house *house, const char *language,
                                 struct list *errors);
/* doctor_folder.c: what one sees without opening the store. */
void cli_doctor_folder(const char *dir, struct list *findings);
/* And who crashed lately. */
void cli_doctor_crashes(const char *dir, struct list *findings);
/* Progress of an import, on the screen of who waits for it. */
void cli_show_progress(const struct dms_json *progress, void *context);

/* wire.c: frames of a length (four bytes, big end first) and JSON. */
#define CLI_FRAME_LIMIT (64 << 20)
enum dms_status cli_frame_write(int file, const struct dms_json *json, struct dms_error *error);
/* *JSON NULL: the other side has closed. */
enum dms_status cli_frame_read(int file, struct dms_json **json, struct dms_error *error);
/* DIR/dms.sock. INVALID when the path is too long for a socket. */
struct sockaddr_un;
enum dms_status cli_socket_path(const char *dir, struct sockaddr_un *address,
                                struct dms_error *error);

/* say.c: sentences, errors, warnings. */
void cli_say(const struct cli *cli, const char *key, const char *values, ...)
    __attribute__((format(printf, 3, 4)));
/* Beside an error that was said, on stderr only. */
void cli_note(const struct cli *cli, const char *key, const char *values, ...)
    __attribute__((format(printf, 3, 4)));
/* As a usage error. Returns CLI_USAGE. */
int cli_usage(const struct cli *cli, const char *key, const char *values, ...)
    __attribute__((format(printf, 3, 4)));
/* Says ERROR and returns the exit code for it. */
int cli_refuse(const struct cli *cli, const struct dms_error *error);
int cli_refuse_json(const struct cli *cli, const struct dms_json *error);
void cli_say_warnings(const struct cli *cli, const struct dms_json *answer);
/* What of the house opened here does not work: plugins, rules. */
void cli_say_notices(const struct cli *cli);
void cli_print_json(const struct dms_json *json);

/* config.c: the "text" of each in ANSWER's array LIST, one a line, or the sentence SOUND when
 * there is none. The exit code. */
int cli_show_findings(struct cli *cli, const struct dms_json *answer, const char *list,
                      const char *sound);

/* table.c: rows of cells in columns as wide as their text; CJK counts two. */
struct cli_table;
struct cli_table *cli_table_create(size_t columns);
void cli_table_add(struct cli_table *table, const char *cell); /* left to right, row by row */
void cli_table_print(const struct cli_table *table);
void cli_table_destroy(struct cli_table *table);
/* Adds the sentence of KEY: a heading. */
void cli_table_head(const struct cli *cli, struct cli_table *table, const char *key);

/* show.c: records for people. */
void cli_show_record(struct cli *cli, const char *entity, const struct dms_json *record);
void cli_show_records(struct cli *cli, const char *entity, const struct dms_json *records);
/* A scalar as people read it. Yours to free(). */
char *cli_scalar(const struct cli *cli, const struct dms_json *value);

/* One per command. */
int cli_init(struct cli *cli);
int cli_serve(struct cli *cli);
int cli_plugin(struct cli *cli);
int cli_entity(struct cli *cli);
int cli_create(struct cli *cli);
int cli_get(struct cli *cli);
int cli_set(struct cli *cli);
int cli_remove(struct cli *cli);
int cli_list(struct cli *cli);
int cli_do(struct cli *cli);
int cli_call(struct cli *cli);
int cli_import(struct cli *cli);
int cli_export(struct cli *cli);
int cli_search(struct cli *cli);
int cli_history(struct cli *cli);
int cli_explain(struct cli *cli);
int cli_reveal(struct cli *cli);
int cli_rules(struct cli *cli);
int cli_rules_eval(struct cli *cli); /* these are of cli_rules */
int cli_rules_switch(struct cli *cli, const char *call);
/* {"do": "call", "name", "arguments"}; takes ARGUMENTS. */
struct dms_json *cli_call_question(const char *name, struct dms_json *arguments);
int cli_rules_check(struct cli *cli);
int cli_rules_log(struct cli *cli);
/* Says which version is tried where, if one is. */
void cli_show_pilot(struct cli *cli, const struct dms_json *rules);
int cli_rules_diff(struct cli *cli);
int cli_rules_backtest(struct cli *cli);
int cli_rules_meta(struct cli *cli);
/* "3" or "v3" as NAME of ARGUMENTS; false after saying that it is none. */
bool cli_set_version(struct cli *cli, struct dms_json *arguments, const char *name,
                     const char *word);
int cli_figure(struct cli *cli);
int cli_pages(struct cli *cli);
int cli_task(struct cli *cli);
int cli_timer(struct cli *cli);
int cli_events(struct cli *cli);
int cli_audit(struct cli *cli);
int cli_backup(struct cli *cli);
int cli_restore(struct cli *cli);
int cli_check(struct cli *cli);
int cli_config(struct cli *cli);
int cli_doctor(struct cli *cli);
int cli_graph(struct cli *cli);
int cli_workflow(struct cli *cli);
int cli_password(struct cli *cli);
int cli_token(struct cli *cli);
int cli_help(struct cli *cli);
int cli_version(struct cli *cli);

#endif
