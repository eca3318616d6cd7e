from setuptools import Extension, setup

setup(ext_modules=[Extension("greeting._count", ["src/greeting/_count.c"])])
