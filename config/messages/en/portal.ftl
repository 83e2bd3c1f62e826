# The portal
portal-title = Request government information
