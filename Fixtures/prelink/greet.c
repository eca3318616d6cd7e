const char *word(void);
int puts(const char *);

int greet(void) { return puts(word()) < 0; }
