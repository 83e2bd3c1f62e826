# The officer's desk
desk-too-many-views = No more than { $most } views can be saved. Delete one that is not needed any more.
what-view = saved view
