# headline: Can be called as the exercise says
def close_and_tell():
    return "orders.txt"
