/* list.c - a growing array of pointers, and memory that cannot fail. */
#include "base/list.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Half a request done is worse than none: the journal brings back what was acknowledged. */
void
memory_end(void)
{
    static const char line[] = "level=error key=base.out_of_memory\n";
    if (write(STDERR_FILENO, line, sizeof(line) - 1) < 0)
        abort();
    abort();
}

void *
memory_get(size_t size)
{
    void *memory = calloc(1, size > 0 ? size : 1);
    if (memory == NULL)
        memory_end();
    return memory;
}

void *
memory_grow(void *memory, size_t size)
{
    void *grown = realloc(memory, size > 0 ? size : 1);
    if (grown == NULL)
        memory_end();
    return grown;
}

char *
memory_copy_sized(const char *text, size_t size)
{
    char *copy = memory_grow(NULL, size + 1);
    if (size > 0)
        memcpy(copy, text, size);
    copy[size] = '\0';
    return copy;
}

char *
memory_copy(const char *text)
{
    return text == NULL ? NULL : memory_copy_sized(text, strlen(text));
}

void
list_add(struct list *list, void *item)
{
    if (list->count == list->room) {
        list->room = list->room == 0 ? 8 : list->room * 2;
        list->items = memory_grow(list->items, list->room * sizeof(void *));
    }
    list->items[list->count++] = item;
}

void
list_clear(struct list *list, void (*destroy)(void *item))
{
    for (size_t i = 0; destroy != NULL && i < list->count; i++)
        destroy(list->items[i]);
    free(list->items);
    *list = (struct list){ 0 };
}
