from hypothesis import settings

settings.register_profile("short, without timers", settings(), deadline=None, max_examples=50)
settings.load_profile("short, without timers")
