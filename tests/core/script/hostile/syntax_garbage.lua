-- ERROR 2
)]}
