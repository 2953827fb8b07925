# A comment on its own.
network   Untidy{
    input x:f32[ 8 ] # behind code
    target y : f32[1]


    let z=x|>Dense(128,relu,init:kaiming_normal)|>Dropout(20 %)|>Dense(64,relu,init:kaiming_normal)|>Dense(1)
    # between
    output p=sigmoid( z )
    loss mse( p,y )
}
train{ epochs:2,batch :32,
  optimizer:sgd( lr:-1+2 ) }
build{threads:2}
build mcu{ram:8 KiB}
