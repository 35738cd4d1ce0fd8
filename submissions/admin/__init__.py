"""Where staff decide what companies submit: the modules register themselves."""
