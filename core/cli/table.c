/* table.c - cells in columns as wide as what stands in them; a Chinese character is two. */
#include "base/list.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli_inside.h"

#define WIDEST 48 /* a longer cell is shown in full but does not push its column */

struct cli_table {
    size_t columns;
    struct list cells; /* of text */
};

struct cli_table *
cli_table_create(size_t columns)
{
    struct cli_table *table = memory_get(sizeof(*table));
    table->columns = columns;
    return table;
}

/* Line breaks would break the table. */
void
cli_table_add(struct cli_table *table, const char *cell)
{
    char *copy = memory_copy(cell != NULL ? cell : "");
    for (char *at = copy; *at != '\0'; at++)
        if ((unsigned char)*at < ' ')
            *at = ' ';
    list_add(&table->cells, copy);
}

void
cli_table_head(const struct cli *cli, struct cli_table *table, const char *key)
{
    const char *text = messages_at(cli->messages, cli->language, key);
    cli_table_add(table, text != NULL ? text : key);
}

static size_t
width_of(const struct cli_table *table, size_t column)
{
    size_t widest = 0;
    for (size_t i = column; i < table->cells.count; i += table->columns) {
        size_t columns = utf8_columns(table->cells.items[i]);
        if (columns > widest && columns <= WIDEST)
            widest = columns;
    }
    return widest;
}

void
cli_table_print(const struct cli_table *table)
{
    size_t *widths = memory_get((table->columns + 1) * sizeof(*widths));
    for (size_t i = 0; i < table->columns; i++)
        widths[i] = width_of(table, i);
    for (size_t i = 0; i < table->cells.count; i++) {
        const char *cell = table->cells.items[i];
        bool last = (i + 1) % table->columns == 0;
        size_t columns = utf8_columns(cell), width = widths[i % table->columns];
        fputs(cell, stdout);
        if (last)
            putchar('\n');
        else
            printf("%*s", (int)(columns < width ? width - columns + 2 : 2), "");
    }
    free(widths);
}

void
cli_table_destroy(struct cli_table *table)
{
    list_clear(&table->cells, free);
    free(table);
}
