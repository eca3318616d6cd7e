#!/bin/sh
: ${LD:=ld}
# A dropped definition while an archive is offered a second time.
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start: .quad 0
.section .data.g,"awG",@progbits,g2,comdat
.quad 0x5ca1d1d300000000
.quad s2
EOF
cat > o1.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100010000
.weak s3
.section .data.s3,"awG",@progbits,g1,comdat
.type s3,@object
s3: .quad 0x5ca1d1d200010000
.size s3,8
EOF
cat > o2.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100020000
.globl s3
.section .data.s3,"awG",@progbits,g2,comdat
.type s3,@object
s3: .quad 0x5ca1d1d200020000
.size s3,8
.globl s2
.section .data.s2,"aw",@progbits
.type s2,@object
s2: .quad 0x5ca1d1d200020001
.size s2,8
.section .data.g,"awG",@progbits,g1,comdat
.quad 0x5ca1d1d300020000
.quad t1
EOF
as -o o0.o o0.s
as -o o1.o o1.s
as -o o2.o o2.s
ar qcs liba0.a o1.o o2.o
$LD -o a.out o0.o liba0.a liba0.a
