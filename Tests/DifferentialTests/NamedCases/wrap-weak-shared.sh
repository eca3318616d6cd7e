#!/bin/sh
: ${LD:=ld}
# A wrapper in an archive, for what a shared object defines weakly and nobody wants.
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start: .quad 0
EOF
cat > o1.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100010000
.globl __wrap_s6
.section .data.__wrap_s6,"aw",@progbits
.type __wrap_s6,@object
__wrap_s6: .quad 0x5ca1d1d200010000
.size __wrap_s6,8
EOF
cat > o2.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100020000
.weak s6
.section .data.s6,"aw",@progbits
.type s6,@object
s6: .quad 0x5ca1d1d200020000
.size s6,8
EOF
cat > script0.ld <<'EOF'
INPUT ( liba0.a )
EOF
as -o o0.o o0.s
as -o o1.o o1.s
as -o o2.o o2.s
ar qcs liba0.a o1.o
ld.bfd -shared -soname libs0.so -o libs0.so o2.o
$LD -o a.out --wrap=s6 script0.ld libs0.so o0.o
