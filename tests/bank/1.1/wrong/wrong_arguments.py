# headline: Can be called as the exercise says
def read_and_close():
    with open("orders.txt", encoding="utf-8") as file:
        return file.read()
