/* connect.c - a message goes to dms serve when it runs here, else to a house opened for it. */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "base/error.h"
#include "cli/cli_inside.h"

/* Two people at two prompts take turns: how long the second waits for the first. */
#define TRIES 100
#define PAUSE 50000000L /* ns */

int
cli_knock(const char *dir)
{
    struct sockaddr_un address;
    if (cli_socket_path(dir, &address, NULL) != DMS_OK)
        return -1;
    int file = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (file >= 0 && connect(file, (struct sockaddr *)&address, sizeof(address)) == 0)
        return file;
    if (file >= 0)
        close(file);
    return -1;
}

/* The socket is tried each time: whoever holds the lock may be dms serve, just starting. */
static enum dms_status
reach(struct cli *cli, struct dms_error *error)
{
    const struct timespec pause = { .tv_nsec = PAUSE };
    enum dms_status st = DMS_BUSY;
    for (int i = 0; i < TRIES && st == DMS_BUSY; i++) {
        if (i > 0)
            nanosleep(&pause, NULL);
        cli->socket = cli_knock(cli->dir);
        if (cli->socket >= 0)
            return DMS_OK;
        dms_error_clear(error);
        st = cli->rooms->open(cli->dir, NULL, &cli->house, error);
    }
    if (st == DMS_OK && !cli->quiet)
        cli_say_notices(cli);
    return st;
}

/* A server that stops may close the door between our knock and our word: nothing was asked
 * yet, so we knock again, where the next one may have opened. */
static enum dms_status
hand_over(struct cli *cli, const struct dms_json *message, struct dms_error *error)
{
    if (cli_frame_write(cli->socket, message, NULL) == DMS_OK)
        return DMS_OK;
    close(cli->socket);
    cli->socket = cli_knock(cli->dir);
    return cli_frame_write(cli->socket, message, error);
}

/* Progress comes before the answer, as often as there is some. */
static enum dms_status
ask_server(struct cli *cli, const struct dms_json *message, struct dms_json **response,
           struct dms_error *error)
{
    enum dms_status st = hand_over(cli, message, error);
    while (st == DMS_OK) {
        st = cli_frame_read(cli->socket, response, error);
        if (st == DMS_OK && *response == NULL)
            st = dms_fail(error, DMS_BUSY, "cli.connection_lost", "reason=");
        const struct dms_json *progress = dms_json_at_key(*response, "progress");
        if (st != DMS_OK || progress == NULL)
            break;
        cli_show_progress(progress, cli);
        dms_json_destroy(*response);
        *response = NULL;
    }
    return st;
}

static void
sign(const struct cli *cli, struct dms_json *message)
{
    if (strcmp(cli->user, "@house") == 0)
        dms_json_set_boolean(message, "as_house", true);
    else
        dms_json_set_text(message, "user", cli->user);
    if (cli->store != NULL)
        dms_json_set_text(message, "store", cli->store);
    dms_json_set_text(message, "language", cli->language);
}

/* The part to show; what came beside an error (how far an import got) is told with it. */
static struct dms_json *
open_response(struct cli *cli, struct dms_json *response, int *result)
{
    const struct dms_json *error = dms_json_at_key(response, "error");
    struct dms_json *answer = dms_json_copy(dms_json_at_key(response, "answer"));
    if (error != NULL) {
        *result = cli_refuse_json(cli, error);
        dms_json_destroy(answer);
        answer = NULL;
    } else {
        cli_say_warnings(cli, answer);
    }
    dms_json_destroy(response);
    return answer;
}

struct dms_json *
cli_put(struct cli *cli, struct dms_json *message, struct dms_error *error)
{
    struct dms_json *response = NULL;
    enum dms_status st = DMS_OK;
    if (cli->house == NULL && cli->socket < 0)
        st = reach(cli, error);
    sign(cli, message);
    if (st == DMS_OK && cli->house != NULL)
        response = cli_work(cli->house, message, cli_show_progress, cli);
    else if (st == DMS_OK)
        ask_server(cli, message, &response, error);
    dms_json_destroy(message);
    return response;
}

struct dms_json *
cli_send(struct cli *cli, struct dms_json *message, int *result)
{
    struct dms_error error = { 0 };
    struct dms_json *response = cli_put(cli, message, &error);
    *result = CLI_DONE;
    if (response != NULL)
        return open_response(cli, response, result);
    *result = cli_refuse(cli, &error);
    return NULL;
}

struct dms_json *
cli_question(const char *name)
{
    struct dms_json *question = dms_json_create_object();
    dms_json_set_text(question, "do", name);
    return question;
}

struct dms_json *
cli_ask(struct cli *cli, struct dms_json *question, int *result)
{
    struct dms_json *message = dms_json_create_object();
    dms_json_take_key(message, "question", question);
    return cli_send(cli, message, result);
}

int
cli_drop(struct dms_json *question)
{
    dms_json_destroy(question);
    return CLI_USAGE;
}

int
cli_ask_and_show(struct cli *cli, struct dms_json *question,
                 void (*show)(struct cli *cli, const struct dms_json *answer))
{
    int result;
    struct dms_json *answer = cli_ask(cli, question, &result);
    if (answer == NULL)
        return result;
    if (cli->json)
        cli_print_json(answer);
    else
        show(cli, answer);
    dms_json_destroy(answer);
    return result;
}

void
cli_leave(struct cli *cli)
{
    struct dms_error error = { 0 };
    if (cli->socket >= 0)
        close(cli->socket);
    if (cli->house == NULL)
        return;
    if (dms_house_settle(cli->house, &error) != DMS_OK)
        cli_refuse(cli, &error);
    cli->rooms->close(cli->house);
    cli->house = NULL;
}
