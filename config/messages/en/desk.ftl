# The officer's desk
desk-too-many-views = No more than { $most } views can be saved. Delete one that is not needed any more.
what-view = saved view
desk-unknown-parameter = The parameter { $name } is not one, or it comes twice.
